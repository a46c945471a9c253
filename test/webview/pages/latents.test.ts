import { describe, expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import { viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

describe('the latent space', () => {
  test('hides a class by its legend button and tells who is under the pointer', async () => {
    const opened = await openRun(runFixture());
    const { page } = opened;
    const panel = page.locator('[data-view="latents"]');
    const struck = () =>
      panel
        .locator('.legend-name')
        .evaluateAll((names) => names.map((name) => getComputedStyle(name).textDecorationLine));
    expect(await struck()).toEqual(['none', 'none', 'none']);
    await panel.getByRole('button', { name: 'Hide C1A' }).click();
    await expect.poll(() => panel.locator('canvas').getAttribute('data-points')).toBe('53');
    expect(await struck()).toEqual(['none', 'line-through', 'none']);
    await panel.getByRole('button', { name: 'Hide C1A' }).click();
    await expect.poll(() => panel.locator('canvas').getAttribute('data-points')).toBe('92');
    const area = await panel.locator('.scatter-plot').boundingBox();
    if (!area) throw new Error('the scatter has no place');
    // Row by row until a point is met.
    for (let y = 4; y < area.height && (await panel.locator('.tip').count()) === 0; y += 12) {
      await page.mouse.move(area.x, area.y + y);
      await page.mouse.move(area.x + area.width, area.y + y, { steps: 40 });
      for (let x = 0; x < area.width && (await panel.locator('.tip').count()) === 0; x += 16)
        await page.mouse.move(area.x + x, area.y + y);
    }
    expect(await panel.locator('.tip').textContent()).toMatch(/TCGA-OR-A5\d+C1A\.C1B: (C1A|C1B|missing) · fold \d/);
    await page.close();
  });

  test('zooms and moves by keys, and says in words what it shows', async () => {
    const opened = await openRun(runFixture());
    const plot = opened.page.locator('[data-view="latents"] canvas');
    expect(await plot.getAttribute('aria-label')).toContain(
      'Scatter of 92 samples in the shared block, coloured by C1A.C1B.',
    );
    await plot.focus();
    const axes = opened.page.locator('[data-view="latents"] .axes');
    const all = await axes.innerHTML();
    await opened.page.keyboard.press('+');
    await expect.poll(() => axes.innerHTML()).not.toBe(all);
    await opened.page.keyboard.press('ArrowLeft');
    await opened.page.keyboard.press('Escape');
    await expect.poll(() => axes.innerHTML()).toBe(all);
    await opened.page.close();
  });

  test('draws only samples that have the modality, and says how many lack it', async () => {
    const opened = await openRun(runFixture());
    await opened.page.getByRole('tab', { name: 'private protein' }).click();
    await opened.page.getByText('n = 46 of 92; the others lack protein').waitFor();
    expect(await opened.page.locator('[data-view="latents"] canvas').getAttribute('data-points')).toBe('46');
    await opened.page.close();
  });
});
