import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import type { Spec } from './lib/spec.ts';
import { counts } from './lib/sweepPage.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'a sweep on Slurm is submitted from VS Code, watched from the queue to the end, cancelled and submitted again',
    slurm: true,
    async run({ workbench, server, slurm, picture }) {
      const sweep: SweepInput = {
        study: 'small.crossmodal.json',
        grid: { 'model.shared': [1, 2, 3, 4] },
        // One after the other: there is time to see them wait.
        executor: { name: 'slurm', atOnce: 1, memory: '500M', time: '10' },
      };
      await writeFile(join(server.workspace, 'cluster.sweep.json'), JSON.stringify(sweep, null, 2));
      await workbench.openFile('cluster.sweep.json');
      await workbench.lens('Train').click();
      const dialog = workbench.page.locator('.monaco-dialog-box');
      await dialog.getByText('cluster: 4 runs').waitFor({ timeout: 60_000 });
      assert.match((await dialog.textContent()) ?? '', /by Slurm/);
      await dialog.getByRole('button', { name: 'Start' }).click();
      await workbench.view('header', 60_000);
      await eventually('runs are queued', 60_000, async () => ((await counts(workbench)).queued ?? 0) > 0);
      await eventually('runs are running', 60_000, async () => ((await counts(workbench)).running ?? 0) > 0);
      await picture('sweep-9-slurm');
      assert.match((await slurm?.call('squeue', '-h')) ?? '', /\S/);

      await workbench.webview.getByRole('button', { name: 'Stop', exact: true }).click();
      await workbench.webview.getByRole('button', { name: 'Continue' }).waitFor({ timeout: 60_000 });
      await eventually('the queue is empty', 60_000, async () => (await slurm?.call('squeue', '-h')) === '');
      assert.ok(((await counts(workbench)).finished ?? 0) < 4);
      await workbench.webview.getByRole('button', { name: 'Continue' }).click();
      await eventually('all runs are finished', 180_000, async () => (await counts(workbench)).finished === 4);
      await picture('sweep-10-slurm-finished');
      await workbench.closeEditors();
    },
  },
];
