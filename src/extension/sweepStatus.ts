import type * as vscode from 'vscode';
import { formatCount } from '../report/words.ts';
import type { SweepIndex } from './sweepIndex.ts';
import { isWorking, statesOf } from './sweepSummary.ts';
import { workStatus } from './workStatus.ts';

/** Shows that runs of a sweep are being made, and opens it. */
export function sweepStatus(sweeps: SweepIndex): vscode.Disposable {
  return workStatus({
    id: 'crossmodal.sweep',
    name: 'Crossmodal Sweep',
    priority: 9,
    context: 'crossmodal.sweeping',
    command: { command: 'crossmodal.openSweep', title: 'Open Sweep' },
    onDidChange: sweeps.onDidChange,
    working: () => {
      const working = sweeps.list().filter(isWorking);
      return working.map((summary) => {
        const { folder, name, counts, total, activity } = summary;
        const text = `${name}: ${formatCount(counts.get('finished') ?? 0)} of ${formatCount(total)}`;
        const tooltip = `Crossmodal sweep: ${statesOf(summary)}; ${activity?.text ?? ''}`;
        return { text, tooltip, folder, open: folder };
      });
    },
  });
}
