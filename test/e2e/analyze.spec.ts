import assert from 'node:assert/strict';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';

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
    name: 'Analyze Dataset on several tables shows their overlap, and trains on these',
    async run({ workbench, browser, picture }) {
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
      await page.getByRole('button', { name: /train on these/i }).click();
      await workbench.step('Train Model: labels');
      await workbench.page.keyboard.press('Escape');
      await workbench.closeEditors();
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
