import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'a sweep file is completed from the schema, settings by their paths and their values, and counts its runs',
    async run({ workbench, server, picture }) {
      const { page } = workbench;
      const file = join(server.workspace, 'typed.sweep.json');
      await writeFile(file, '{\n  "study": "small.crossmodal.json",\n  "grid": {\n    \n  }\n}\n');
      await workbench.openFile('typed.sweep.json');
      await workbench.lens('Train').waitFor();
      await page.keyboard.press('Control+Home');
      for (let line = 1; line < 4; line++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.type('model.na');
      await workbench.complete('model.name');
      await workbench.complete('"mvae"');
      await page.keyboard.type(', ');
      await workbench.complete('"mmvae++"');
      await page.locator('.codelens-decoration', { hasText: '2 runs' }).waitFor();
      await picture('sweep-15-completion');
      await page.keyboard.press('Control+S');
      const saved = await eventually('the file is saved', 15_000, async () => {
        const text = await readFile(file, 'utf8');
        return text.includes('mmvae++') && text;
      });
      assert.deepEqual(JSON.parse(saved), {
        study: 'small.crossmodal.json',
        grid: { 'model.name': ['mvae', 'mmvae++'] },
      });
      await workbench.closeEditors();
    },
  },
];
