import assert from 'node:assert/strict';
import type { Spec } from './lib/spec.ts';

export const specs: Spec[] = [
  {
    name: 'a study file keeps the JSON editor and gets lenses, errors and completion from the schema',
    async run({ workbench, picture }) {
      const { page } = workbench;
      await workbench.openFile('mistaken.crossmodal.json');
      await workbench.lens('Train').waitFor();
      await workbench.lens('Analyze').waitFor();
      await page.locator('.squiggly-warning').first().waitFor();
      await page.keyboard.press('F8');
      await page.locator('.marker-widget', { hasText: /mmvae\+\+/ }).waitFor();
      await picture('study-1-error');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Space');
      const list = page.locator('.suggest-widget.visible');
      await list.locator('.monaco-list-row', { hasText: 'training' }).first().waitFor();
      await picture('study-2-completion');
      await page.keyboard.press('Escape');
      await workbench.run('File: Revert File');
      await workbench.closeEditors();
    },
  },
  {
    name: 'the Analyze lens looks at the tables of the study',
    async run({ workbench }) {
      await workbench.openFile('quick.crossmodal.json');
      await workbench.lens('Analyze').click();
      const text = (await (await workbench.view('inspection')).textContent()) ?? '';
      assert.match(text, /rnaseq/);
      assert.match(text, /mirna/);
      await workbench.closeEditors();
    },
  },
];
