import type * as vscode from 'vscode';
import type { RunIndex } from './runIndex.ts';
import { workStatus } from './workStatus.ts';

/** Shows that something is being trained, and opens it. */
export function trainingStatus(runs: RunIndex): vscode.Disposable {
  return workStatus({
    id: 'crossmodal.training',
    name: 'Crossmodal Training',
    priority: 10,
    context: 'crossmodal.training',
    command: { command: 'crossmodal.openResults', title: 'Open Results' },
    onDidChange: runs.onDidChange,
    working: () => {
      const running = runs.list().filter(({ state }) => state === 'running');
      return running.map((summary) => {
        const { progress, study } = summary.run;
        const text = `${study.model.name} ${Math.floor(progress.share * 100)} %`;
        const tooltip = `Crossmodal is training: ${progress.stage}, epoch ${progress.epoch} of ${progress.epochs}`;
        return { text, tooltip, folder: summary.folder, open: summary };
      });
    },
  });
}
