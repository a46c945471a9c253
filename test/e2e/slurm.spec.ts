import assert from 'node:assert/strict';
import type { Spec } from './lib/spec.ts';
import { counts, trainSweep, untilAnyRun, untilRuns, writeSweep } from './lib/sweepPage.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'a sweep on Slurm is submitted from VS Code, watched from the queue to the end, cancelled and submitted again',
    slurm: true,
    async run({ workbench, server, slurm, picture }) {
      await writeSweep(server, 'cluster', {
        study: 'small.crossmodal.json',
        grid: { 'model.shared': [1, 2, 3, 4] },
        // One after the other: there is time to see them wait.
        executor: { name: 'slurm', atOnce: 1, memory: '500M', time: '10' },
      });
      await workbench.openFile('cluster.sweep.json');
      assert.match(await trainSweep(workbench, 'cluster: 4 runs'), /by Slurm/);
      await untilAnyRun(workbench, 'queued');
      await untilAnyRun(workbench, 'running');
      await picture('sweep-9-slurm');
      assert.match((await slurm?.call('squeue', '-h')) ?? '', /\S/);

      await workbench.webview.getByRole('button', { name: 'Stop', exact: true }).click();
      await workbench.webview.getByRole('button', { name: 'Continue' }).waitFor({ timeout: 60_000 });
      await eventually('the queue is empty', 60_000, async () => (await slurm?.call('squeue', '-h')) === '');
      assert.ok(((await counts(workbench)).finished ?? 0) < 4);
      await workbench.webview.getByRole('button', { name: 'Continue' }).click();
      await untilRuns(workbench, 'finished', 4);
      await picture('sweep-10-slurm-finished');
      await workbench.closeEditors();
    },
  },
];
