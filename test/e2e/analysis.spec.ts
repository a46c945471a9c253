import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';

/** Colours the samples by a feature, as a person finds it. */
async function colourBy(plot: Locator, feature: string): Promise<void> {
  await plot.getByRole('combobox', { name: 'colour' }).selectOption('find a feature…');
  await plot.getByRole('searchbox', { name: 'find a feature' }).fill(feature);
  await plot.getByRole('list', { name: 'matches' }).getByRole('button').first().click();
}

/** The legend of a feature of counts, on the scale of a common size. */
function ramp(plot: Locator, feature: string): Locator {
  return plot.locator('.ramp-title', { hasText: `${feature} (ln(1 + ` });
}

export const specs: Spec[] = [
  {
    name: 'samples are coloured by a feature of a table that is read again, and a table that has changed is refused',
    async run({ workbench, browser, server, picture }) {
      await (await workbench.explorerRow('finished', 'run.crossmodal')).dblclick();
      await workbench.view('latents');
      const plot = workbench.webview.locator('[data-view="latents"]');
      const table = join(server.workspace, 'tables', 'mirna.csv');
      const before = await readFile(table, 'utf8');
      const [header, sample] = before.split('\n');
      const [, first, second] = header.split(',');
      await colourBy(plot, first);
      await ramp(plot, first).waitFor();
      await picture('analysis-1-feature');

      await appendFile(table, `${sample.replace(/^[^,]*/, 'another')}\n`);
      await colourBy(plot, second);
      const refusal = plot.getByRole('alert');
      await refusal.waitFor();
      const text = (await refusal.textContent()) ?? '';
      assert.ok(text.includes(`${table}, the table of mirna, has changed since the run was trained`), text);
      await picture('analysis-2-changed');

      await writeFile(table, before);
      await refusal.getByRole('button', { name: 'Try again' }).click();
      await refusal.waitFor({ state: 'detached' });
      await ramp(plot, second).waitFor();
      await assertClean(workbench, browser);
      await workbench.closeEditors();
    },
  },
];
