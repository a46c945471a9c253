import assert from 'node:assert/strict';
import { assertClean } from './lib/clean.ts';
import type { Spec } from './lib/spec.ts';
import { eventually } from './lib/wait.ts';

export const specs: Spec[] = [
  {
    name: 'the latent space is coloured by a feature of the tables, laid out by PCA, and selected by a lasso in every block',
    async run({ workbench, browser, picture }) {
      await (await workbench.explorerRow('finished', 'run.crossmodal')).dblclick();
      const latents = await workbench.view('latents');
      const large = latents.locator('.latent-large');
      await latents.getByRole('combobox', { name: 'colour' }).selectOption('find a feature…');
      await latents.getByRole('searchbox', { name: 'find a feature' }).fill('hsa-mir-210');
      await workbench.page.keyboard.press('Enter');
      await large.locator('.ramp-title', { hasText: /^hsa-mir-210/ }).waitFor();
      const label = await large.locator('canvas').getAttribute('aria-label');
      assert.match(label ?? '', /coloured by hsa-mir-210/);

      await large.getByRole('button', { name: 'PCA' }).click();
      await large.locator('.axis-title', { hasText: /^PC 1 \(\d+\s%\)$/ }).waitFor();

      const area = await large.locator('.scatter-plot').boundingBox();
      assert.ok(area, 'the scatter has a place');
      const { mouse } = workbench.page;
      await mouse.move(area.x + 1, area.y + 1);
      await mouse.down();
      for (const [x, y] of [
        [0.5, 0],
        [0.5, 0.99],
        [0, 0.99],
      ]) {
        await mouse.move(area.x + x * area.width, area.y + y * area.height, { steps: 4 });
      }
      await mouse.up();
      const caption = large.locator('.caption');
      const count = await eventually('the caption counts the selected samples', 10_000, async () =>
        Number(/; (\d+) selected/.exec((await caption.textContent()) ?? '')?.[1] ?? 0),
      );
      assert.ok(count > 0 && count < 80, `${count} samples on the left half`);
      for (const small of await latents.locator('.latent-small .caption').allTextContents()) {
        assert.match(small, /^n = \d+; \d+ selected$/);
      }
      await picture('latents-1-feature-pca-lasso');
      await assertClean(workbench, browser);
      await workbench.closeEditors();
    },
  },
];
