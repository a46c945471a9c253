import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import { setting } from './lib/setting.ts';
import type { Spec } from './lib/spec.ts';
import { counts, trainSweep, untilAnyRun, untilRuns, writeSweep } from './lib/sweepPage.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'Sweep… asks what to vary, shows the plan first, and opens a page that is live; Stop stops',
    slurm: true,
    async run({ workbench, browser, server, picture }) {
      await workbench.openFile('small.crossmodal.json');
      await workbench.lens('Sweep…').click();
      await workbench.step('Sweep: settings');
      await picture('sweep-1-settings');
      await workbench.tick(['Model', 'Shared dimensions']);
      await workbench.step('Sweep: models');
      // The study's own model is ticked.
      await workbench.tick(['MVAE']);
      await workbench.step('Sweep: shared dimensions');
      await workbench.type('1, 0');
      await workbench.quickInput.getByText(/0 is too small/).waitFor();
      await picture('sweep-2-values');
      await workbench.type('1, 2');
      await workbench.step('Sweep: seeds');
      await workbench.pick('3 seeds');
      await workbench.step('Sweep: where');
      await workbench.pick('This machine');

      const dialog = workbench.page.locator('.monaco-dialog-box');
      await dialog.getByText(`${NAME}: 12 runs`).waitFor();
      assert.match(
        (await dialog.textContent()) ?? '',
        /Time: about .* side by side on this machine.*Disk: about .* free/s,
      );
      await picture('sweep-3-plan');
      await dialog.getByRole('button', { name: 'Start' }).click();

      await workbench.view('header', 60_000);
      await untilAnyRun(workbench, 'running');
      await untilAnyRun(workbench, 'finished');
      await workbench.page.locator('.statusbar-item', { hasText: /\d+ of 12/ }).waitFor();
      await picture('sweep-4-live');
      await workbench.webview.getByRole('button', { name: 'Stop', exact: true }).click();
      await workbench.webview.getByRole('button', { name: 'Continue' }).waitFor({ timeout: 60_000 });
      const { finished = 0, running = 0, failed = 0 } = await counts(workbench);
      assert.ok(finished < 12, `${finished} of 12 had finished before Stop was heard`);
      assert.deepEqual([running, failed], [0, 0]);
      await picture('sweep-5-stopped');
      await assertClean(workbench, browser);
      assert.deepEqual(JSON.parse(await readFile(join(server.workspace, `${NAME}.sweep.json`), 'utf8')), {
        study: 'small.crossmodal.json',
        grid: { 'model.name': ['mmvae++', 'mvae'], 'model.shared': [1, 2], seed: { count: 3 } },
      });
    },
  },
  {
    name: 'a sweep goes on where it stopped, after a reload of the window as well, to a run that opens and two that are compared',
    async run({ workbench, browser, server, picture }) {
      await workbench.webview.getByRole('button', { name: 'Continue' }).click();
      await untilAnyRun(workbench, 'running');
      await workbench.reload();
      await workbench.view('header', 60_000);
      await untilRuns(workbench, 'finished', 12);
      await picture('sweep-6-finished');
      await assertClean(workbench, browser);

      for (const theme of ['light', 'dark'] as const) {
        await setting(
          server,
          'workbench.colorTheme',
          theme === 'light' ? 'Default Light Modern' : 'Default Dark Modern',
        );
        await workbench.theme(theme);
        await picture(`sweep-7-${theme}`);
      }

      const rows = workbench.webview.locator('tr[data-opens="true"]');
      await rows.nth(0).click({ modifiers: ['Control'] });
      await rows.nth(1).click({ modifiers: ['Control'] });
      await workbench.webview.getByRole('button', { name: 'Compare', exact: true }).click();
      await workbench.webview.getByRole('heading', { name: '2 runs compared' }).waitFor();
      await workbench.page.getByRole('tab', { name: new RegExp(`^${NAME}\\.sweep`) }).click();
      await workbench.view('header');
      await rows.first().getByRole('button').click();
      await workbench.view('r2');
      await workbench.closeEditors();
    },
  },
  {
    name: 'a sweep whose file has changed makes only the runs that are new',
    async run({ workbench, server, picture }) {
      const file = join(server.workspace, `${NAME}.sweep.json`);
      const sweep = JSON.parse(await readFile(file, 'utf8'));
      sweep.grid['model.shared'].push(3);
      await writeFile(file, JSON.stringify(sweep, null, 2));
      await workbench.openFile(`${NAME}.sweep.json`);
      await workbench.page.locator('.codelens-decoration', { hasText: '18 runs' }).waitFor();
      await picture('sweep-8-lens');
      const before = await runFolders(server.workspace, NAME);
      await trainSweep(workbench, '6 of 18 runs to make (12 finished already)');
      await untilRuns(workbench, 'finished', 18);
      const after = await runFolders(server.workspace, NAME);
      assert.deepEqual([before.length, after.length], [12, 18]);
      assert.ok(before.every((run) => after.includes(run)));
      await workbench.closeEditors();
      await workbench.openFile(`${NAME}.sweep.json`);
      await workbench.lens('Open').click();
      await workbench.view('header');
      await workbench.closeEditors();
    },
  },
  {
    name: 'a sweep file with a mistake ends in one clear message, and nothing is started',
    async run({ workbench, server }) {
      await writeSweep(server, 'wrong', { study: 'small.crossmodal.json', grid: { 'model.shard': [1, 2] } });
      await workbench.openFile('wrong.sweep.json');
      await workbench.page.locator('.squiggly-warning').first().waitFor();
      await workbench.lens('Train').click();
      await eventually('the message', 60_000, async () =>
        (await workbench.notifications()).some((text) => /wrong\.sweep\.json.*model\.shard.*model\.shared/s.test(text)),
      );
      await workbench.clearNotifications();
      await workbench.closeEditors();
    },
  },
];

async function runFolders(workspace: string, sweep: string): Promise<string[]> {
  return readdir(join(workspace, 'crossmodal-runs', `${sweep}.sweep`, 'runs'));
}

const NAME = 'small-model-shared';
