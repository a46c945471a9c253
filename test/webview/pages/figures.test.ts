import { compile } from 'vega-lite';
import { expect, test, vi } from 'vitest';
import type { FromViewer } from '../../../src/run/viewerMessages.ts';
import { runFixture } from '../fixtures.ts';
import type { ViewerPage } from './page.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();

type SavedFile = Extract<FromViewer, { type: 'saveFile' }>;

/** What the viewer hands over after `act`. */
async function savedBy({ posted }: ViewerPage, act: () => Promise<void>): Promise<SavedFile> {
  const files = async () => (await posted()).filter((message) => message.type === 'saveFile');
  const before = (await files()).length;
  await act();
  await expect.poll(async () => (await files()).length).toBe(before + 1);
  return (await files())[before];
}

/** Width in pixels, and pixels a metre as the chunk pHYs says. */
function readPng(base64: string): { width: number; pixelsPerMetre: number } {
  const bytes = Buffer.from(base64, 'base64');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.subarray(37, 41).toString()).toBe('pHYs');
  return { width: bytes.readUInt32BE(16), pixelsPerMetre: bytes.readUInt32BE(41) };
}

test('every figure is saved as SVG with real colours, as PNG, as Vega-Lite and as CSV', async () => {
  const warnings = vi.spyOn(console, 'warn');
  const opened = await openRun(runFixture());
  const { page } = opened;
  const figures = { training: 'loss', latents: 'latents-shared', r2: 'r2-', heatmap: 'heatmap-', feature: '-to-' };
  const formats = { svg: 'Figure as SVG', png: 'Figure as PNG', json: 'Vega-Lite as JSON', csv: 'Numbers as CSV' };
  for (const [view, name] of Object.entries(figures)) {
    const menu = page.locator(`[data-view="${view}"] .menu`).first();
    for (const [format, item] of Object.entries(formats)) {
      const figure = await savedBy(opened, async () => {
        await menu.getByRole('button').click();
        await menu.getByRole('menuitem', { name: item }).click();
      });
      expect(figure.format).toBe(format);
      expect(figure.name).toContain(name);
      if (format === 'svg') {
        expect(figure.content).not.toContain('var(--');
        expect(figure.content).toMatch(/n = \d+ samples/);
      } else if (format === 'png') expect(readPng(figure.content).pixelsPerMetre).toBe(11_811);
      else if (format === 'json') {
        const spec = JSON.parse(figure.content);
        expect(figure.content).not.toContain('var(--');
        // It needs nothing but itself: Vega-Lite makes a picture with marks of it.
        expect(compile(spec).spec.marks?.length).toBeGreaterThan(0);
        expect(Object.values(spec.datasets).flat().length).toBeGreaterThan(0);
      } else expect(figure.content.split('\n').length).toBeGreaterThan(2);
    }
  }
  expect(warnings.mock.calls).toEqual([]);
  warnings.mockRestore();
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
});

test('a PNG has the chosen resolution in its pixels and in its header, also after the page was closed', async () => {
  const opened = await openRun(runFixture());
  const { page } = opened;
  const button = page.getByRole('button', { name: 'Save Latent space: shared' });
  const widths: number[] = [];
  for (const [dpi, pixelsPerMetre] of [
    [150, 5906],
    [600, 23_622],
  ]) {
    await button.click();
    await page.getByRole('menuitemradio', { name: `${dpi} dpi` }).click();
    const figure = await savedBy(opened, () =>
      page.getByRole('menuitem', { name: `Figure as PNG, ${dpi} dpi` }).click(),
    );
    const png = readPng(figure.content);
    expect(png.pixelsPerMetre).toBe(pixelsPerMetre);
    widths.push(png.width);
  }
  expect(widths[1] / widths[0]).toBeCloseTo(4, 1);
  const saved = await page.evaluate(() => Reflect.get(window, 'saved'));
  expect(saved).toMatchObject({ dpi: 600 });
  await page.close();
});

test('the menu is used by keys: arrows move, Enter saves, Escape gives the focus back', async () => {
  const opened = await openRun(runFixture());
  const { page } = opened;
  const button = page.getByRole('button', { name: 'Save Latent space: shared' });
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Figure as SVG');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('Figure as PNG, 300 dpi');
  await page.keyboard.press('End');
  await expect.poll(focused).toBe('600 dpi');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('Figure as SVG');
  await page.keyboard.press('Escape');
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.getByRole('menu').count()).toBe(0);
  await page.keyboard.press('Enter');
  const figure = await savedBy(opened, () => page.keyboard.press('Enter'));
  expect(figure.format).toBe('svg');
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
});

test('the host learns which plots there are, and has one saved by its name', async () => {
  const opened = await openRun(runFixture());
  await opened.send({ type: 'listFigures' });
  const listed = async () => (await opened.posted()).find((message) => message.type === 'figures');
  await expect.poll(listed).toBeDefined();
  const answer = await listed();
  const plots = answer?.type === 'figures' ? answer.plots : [];
  expect(plots).toContain('Loss');
  expect(plots).toContain('Latent space: shared');
  expect(new Set(plots).size).toBe(plots.length);
  const figure = await savedBy(opened, () => opened.send({ type: 'saveFigure', plot: 'Loss', format: 'csv' }));
  expect(figure.name).toBe('mmvaepp-loss');
  expect(figure.content.split('\n')[0]).toBe('epoch,loss,stage,model');
  await opened.send({ type: 'saveFigure', plot: 'not here', format: 'csv' });
  await opened.page.getByRole('alert').getByText('There is no plot named not here').waitFor();
  await opened.page.close();
});

test('a legend has an entry for missing values, and says where colours are clipped', async () => {
  const saved = {
    colour: { by: 'label', name: 'purity' },
    scale: { '["label","purity"]': { log: true, low: 0.5, high: 0.8, clip: false } },
  };
  const opened = await openRun(runFixture(), { saved });
  const { page } = opened;
  const save = (plot: string, item: string) =>
    savedBy(opened, async () => {
      await page.getByRole('button', { name: `Save ${plot}` }).click();
      await page.getByRole('menuitem', { name: item }).click();
    });
  const svg = textOf((await save('Latent space: shared', 'Figure as SVG')).content);
  expect(svg).toContain('purity, log scale');
  expect(svg).toContain('clipped: ≤ 0.5 and ≥ 0.8 in one colour');
  expect(svg).toContain('missing');
  const csv = (await save('Latent space: shared', 'Numbers as CSV')).content.split('\n');
  expect(csv[0]).toBe('sample_id,dimension 1,dimension 2,purity');
  expect(csv.length).toBe(92 + 2);
  const heatmap = textOf((await save('Features of mirna', 'Figure as SVG')).content);
  for (const words of ['held-out R²', 'below 0', 'source → target', 'feature']) expect(heatmap).toContain(words);
  // What is hidden is not in the figure, and not in its n.
  await page.locator('[data-view="latents"]').getByRole('button', { name: 'Hide missing' }).first().click();
  const rest = (await save('Latent space: shared', 'Numbers as CSV')).content.trim().split('\n');
  const n = rest.length - 1;
  expect(n).toBeLessThan(92);
  expect(textOf((await save('Latent space: shared', 'Figure as SVG')).content)).toContain(
    `mmvae++ · rnaseq + protein + mirna · n = ${n} samples`,
  );
  await page.close();
});

/** The words in an SVG. */
function textOf(svg: string): string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*)(?=<)/g)].map(([, text]) => text).filter((text) => text !== '');
}

test('more points than a vector figure bears become one picture within vector axes, at the chosen resolution', async () => {
  const tables = ['rnaseq', 'mirna'].map((name) => ({ name, features: 8, samples: 30_000 }));
  const opened = await openRun(runFixture({ samples: 30_000, modalities: tables }));
  const { page } = opened;
  const save = (item: string) =>
    savedBy(opened, async () => {
      await page.getByRole('button', { name: 'Save Latent space: shared' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    });
  const svg = (await save('Figure as SVG')).content;
  expect(svg.length).toBeLessThan(1_000_000);
  expect(textOf(svg)).toEqual(expect.arrayContaining(['dimension 1', 'dimension 2', 'C1A', 'C1B', 'missing']));
  const picture = /href="data:image\/png;base64,([^"]+)"/.exec(svg)?.[1] ?? '';
  // 380 units at 300 dpi, 96 units in an inch.
  expect(Buffer.from(picture, 'base64').readUInt32BE(16)).toBe(Math.round((380 * 300) / 96));
  const spec = JSON.parse((await save('Vega-Lite as JSON')).content);
  expect(compile(spec).spec.marks?.length).toBeGreaterThan(0);
  expect(spec.datasets.cloud[0].url).toBe(`data:image/png;base64,${picture}`);
  expect((await save('Numbers as CSV')).content.trim().split('\n').length).toBe(30_001);
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
});
