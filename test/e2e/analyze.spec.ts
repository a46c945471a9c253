import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'Analyze Dataset in the menu of one table shows its page',
    async run({ workbench, browser, picture }) {
      await workbench.menu(await workbench.explorerRow('tables', 'rnaseq.csv'), 'Analyze Dataset');
      const page = await workbench.view('inspection');
      assert.match((await page.textContent()) ?? '', /rnaseq/);
      await picture('analyze-1-one-table');
      await assertClean(workbench, browser);
      await workbench.closeEditors();
    },
  },
  {
    name: 'Analyze Dataset on several tables shows their overlap, writes a fix into a study, and trains on that',
    async run({ workbench, browser, server, picture }) {
      await (await workbench.explorerRow('tables', 'mirna.csv')).click();
      await (await workbench.explorerRow('tables', 'protein.csv')).click({ modifiers: ['Control'] });
      const last = await workbench.explorerRow('tables', 'rnaseq.csv');
      await last.click({ modifiers: ['Control'] });
      await workbench.menu(last, 'Analyze Dataset');
      const page = await workbench.view('inspection');
      const text = (await page.textContent()) ?? '';
      for (const name of ['mirna', 'protein', 'rnaseq']) assert.match(text, new RegExp(name));
      await picture('analyze-2-three-tables');
      await assertClean(workbench, browser);

      const folder = join(server.workspace, 'tables');
      const study = join(folder, 'mirna-protein-rnaseq.crossmodal.json');
      await page.getByRole('button', { name: 'Apply: "topVariance": 165 for mirna' }).click();
      await page.getByRole('button', { name: 'Applied: "topVariance": 165 for mirna' }).waitFor();
      assert.deepEqual(JSON.parse(await readFile(study, 'utf8')), {
        modalities: [
          { name: 'mirna', file: 'mirna.csv', topVariance: 165 },
          { name: 'protein', file: 'protein.csv' },
          { name: 'rnaseq', file: 'rnaseq.csv' },
        ],
        model: { name: 'mmvae++' },
      });
      await workbench.lens('Train').waitFor();
      await page.getByRole('button', { name: 'Look again' }).click();
      await workbench.webview.locator('[data-view="inspection-balance"]', { hasText: 'mirna165165' }).waitFor();
      await picture('analyze-3-applied');
      await assertClean(workbench, browser);

      await page.getByRole('button', { name: /train on these/i }).click();
      const kept = await eventually('the run of that study', 60_000, async () => {
        const runs = await readdir(join(folder, 'crossmodal-runs')).catch(() => []);
        const text =
          runs[0] &&
          (await readFile(join(folder, 'crossmodal-runs', runs[0], 'run.crossmodal'), 'utf8').catch(() => ''));
        return text ? JSON.parse(text).study.modalities[0].topVariance : false;
      });
      assert.equal(kept, 165);
      await workbench.run('Crossmodal: Stop Training and Keep Best');
      await workbench.page
        .locator('.statusbar-item', { hasText: 'mmvae++' })
        .waitFor({ state: 'detached', timeout: 60_000 });
      await workbench.closeEditors();
      await rm(join(folder, 'crossmodal-runs'), { recursive: true });
      await rm(study);
    },
  },
  {
    name: 'a mistake in a table is told in the page, which looks again once it is corrected, and comes back after a reload',
    async run({ workbench, browser, server, picture }) {
      const file = join(server.workspace, 'tables', 'mistaken.csv');
      await writeFile(file, 'id,x,y\ns1,1,2\ns2,3,four\n');
      await workbench.menu(await workbench.explorerRow('tables', 'mistaken.csv'), 'Analyze Dataset');
      const problem = workbench.webview.getByRole('alert');
      await problem.getByText(/mistaken\.csv.*"four"/).waitFor();
      await picture('analyze-4-mistake');
      await writeFile(file, 'id,x,y\ns1,1,2\ns2,3,4\n');
      await workbench.webview.getByRole('button', { name: 'Look again' }).click();
      await (await workbench.view('inspection')).getByText('2 samples are very few').waitFor();
      await assertClean(workbench, browser);
      await workbench.reload();
      await (await workbench.view('inspection', 60_000)).getByText('2 samples are very few').waitFor();
      await assertClean(workbench, browser);
      await workbench.closeEditors();
      await rm(file);
      // The rows below move up: the next test must not meet them on their way.
      await workbench.page
        .locator('.explorer-folders-view .label-name', { hasText: 'mistaken.csv' })
        .waitFor({ state: 'detached' });
    },
  },
  {
    name: 'the menu of other files does not offer it',
    async run({ workbench }) {
      await (await workbench.explorerRow('tables', 'export.R')).click({ button: 'right' });
      await workbench.page.getByRole('menuitem', { name: /^Copy Path/ }).waitFor();
      assert.equal(await workbench.page.getByRole('menuitem', { name: 'Analyze Dataset' }).count(), 0);
      await workbench.page.keyboard.press('Escape');
    },
  },
];
