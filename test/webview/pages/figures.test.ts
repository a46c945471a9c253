import { expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

test('every figure is saved as SVG with real colours, as PNG and as CSV', async () => {
  const opened = await openRun(runFixture());
  const { page } = opened;
  const figures = { training: 'loss', latents: 'latents-shared', r2: 'r2-', heatmap: 'heatmap-', feature: '-to-' };
  const formats = { svg: 'Figure as SVG', png: 'Figure as PNG', csv: 'Numbers as CSV' };
  for (const [view, name] of Object.entries(figures)) {
    const menu = page.locator(`[data-view="${view}"] .menu`).first();
    for (const [format, item] of Object.entries(formats)) {
      const saved = async () => (await opened.posted()).filter((message) => message.type === 'saveFile');
      const before = (await saved()).length;
      await menu.locator('summary').click();
      await menu.getByRole('button', { name: item }).click();
      await expect.poll(async () => (await saved()).length, { timeout: 15_000 }).toBe(before + 1);
      const figure = (await saved()).at(-1);
      if (figure?.type !== 'saveFile') throw new Error('no figure');
      expect(figure.format).toBe(format);
      expect(figure.name).toContain(name);
      if (format === 'svg') {
        expect(figure.content).not.toContain('var(--');
        expect(figure.content).toMatch(/n = \d+ samples/);
      } else if (format === 'png') expect(Buffer.from(figure.content, 'base64').subarray(1, 4).toString()).toBe('PNG');
      else expect(figure.content.split('\n').length).toBeGreaterThan(2);
    }
  }
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
}, 60_000);
