import assert from 'node:assert/strict';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'features are found, brushed and opened, with the latents coloured by their values from the tables',
    async run({ workbench, browser, picture }) {
      await (await workbench.explorerRow('finished', 'run.crossmodal')).dblclick();
      const r2 = await workbench.view('r2');
      const rows = r2.locator('.ranked-row');
      const names = await rows.locator('.cell-name').allTextContents();

      const search = r2.getByLabel('Search features');
      await search.fill(`${names[2]}, ${names[0]}, no-such-feature`);
      await r2.getByText('2 found', { exact: true }).waitFor();
      await r2.getByText('Not found: no-such-feature.').waitFor();
      assert.deepEqual(await rows.locator('.cell-name').allTextContents(), [names[0], names[2]]);
      await search.fill('');

      const bars = r2.locator('.r2-histogram .background').first();
      await bars.scrollIntoViewIfNeeded();
      const area = await bars.boundingBox();
      assert.ok(area, 'the histogram is drawn');
      const [y, page] = [area.y + area.height / 2, browser.page];
      await page.mouse.move(area.x + 0.7 * area.width, y);
      await page.mouse.down();
      await page.mouse.move(area.x + area.width + 4, y, { steps: 4 });
      await page.mouse.up();
      const counted = await r2.getByText(/^[\d,]+ features? with R² from/).textContent();
      const count = (counted ?? '').split(' ')[0];
      await r2.getByText(`${count} selected`, { exact: true }).waitFor();
      await picture('features-1-brushed');

      await rows.first().click();
      const feature = await workbench.view('feature');
      const name = (await feature.locator('h2').textContent()) ?? '';
      assert.equal(name, names[0]);
      // The values come from the run's own tables, read by another process.
      await feature.locator('.ramp-title', { hasText: name }).waitFor();
      await feature.getByRole('button', { name: 'Colour the latent space by this feature' }).click();
      const latents = await workbench.view('latents');
      await latents.locator('.ramp-title', { hasText: name }).waitFor();
      await latents.scrollIntoViewIfNeeded();
      await picture('features-2-coloured');

      const heatmap = await workbench.view('heatmap');
      await heatmap.getByRole('slider').fill('100000');
      await eventually('the heatmap shows the last feature', 5_000, async () => {
        const text = (await heatmap.locator('.heatmap-pager .number').textContent()) ?? '';
        return /to ([\d,]+) of \1$/.test(text);
      });
      await assertClean(workbench, browser);
      await workbench.closeEditors();
    },
  },
];
