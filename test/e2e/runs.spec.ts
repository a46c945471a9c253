import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'the Runs view lists runs, notices new ones, opens, compares and deletes them',
    async run({ workbench, server, picture }) {
      const { page } = workbench;
      const copy = join(server.workspace, 'crossmodal-runs', 'copied-run');
      const before = (await workbench.runNames()).length;
      await cp(join(server.workspace, 'finished'), copy, { recursive: true });
      const file = join(copy, 'run.crossmodal');
      await eventually('the copy is listed', 20_000, async () => {
        // In a window that has just opened the watcher may start after the copy: it sees the next change.
        await utimes(file, new Date(), new Date());
        return (await workbench.runNames()).length === before + 1;
      });
      const rows = workbench.runRows.filter({ hasText: 'rnaseq + mirna + protein' });
      assert.match((await rows.first().textContent()) ?? '', /R² −?0\.\d\d/);
      await picture('runs-1-list');

      await rows.first().click();
      await workbench.view('r2');
      await workbench.closeEditors();

      await workbench.menu(rows.first(), 'Export Run…');
      const proposed = workbench.quickInput.locator('input').first();
      await eventually('the save dialog', 15_000, async () => /\.h5ad$/.test(await proposed.inputValue()));
      const exported = await proposed.inputValue();
      await proposed.press('Enter');
      await eventually('the exported file', 30_000, async () => existsSync(exported));
      await workbench.closeEditors();

      await rows.nth(0).click();
      // An editor that is still opening would take the focus from the menu.
      await workbench.view('r2');
      await rows.nth(1).click({ modifiers: ['Control'] });
      await workbench.menu(rows.nth(1), 'Compare Runs');
      await workbench.webview.getByRole('heading', { name: '2 runs compared' }).waitFor();
      await workbench.view('compared-r2');
      const names = await workbench.webview.locator('.run-list button').allTextContents();
      assert.deepEqual(names.sort(), ['copied-run', 'finished']);
      await workbench.view('compared-latents');
      await picture('runs-2-compared');

      // A run that changes is drawn anew without a click.
      const run: unknown = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify(Object.assign({}, run, { status: 'stopped' })));
      await workbench.webview.locator('.run-list').getByText('stopped early').waitFor();

      await workbench.reload();
      await workbench.webview.getByRole('heading', { name: '2 runs compared' }).waitFor();
      await workbench.view('compared-r2');
      await workbench.webview.getByRole('button', { name: 'finished' }).click();
      await workbench.view('r2');
      await workbench.closeEditors();

      // One row alone: the menu works on all that is selected.
      const copied = workbench.runRows.and(page.locator('[aria-label*="copied-run"]'));
      await copied.click();
      await workbench.view('r2');
      await workbench.menu(copied, 'Delete');
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
      // Without a trash on the server's disk it asks once more.
      const forGood = dialog.getByRole('button', { name: 'Delete for Good' });
      await eventually('one run fewer', 20_000, async () => {
        if (await forGood.isVisible()) await forGood.click();
        return (await workbench.runNames()).length === before;
      });
      assert.ok(!existsSync(copy), 'the copy is gone');
      assert.ok(existsSync(join(server.workspace, 'finished')), 'the run it was made of is not');
      await workbench.closeEditors();
    },
  },
];
