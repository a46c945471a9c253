import { describe, expect, test } from 'vitest';
import { runFixture } from '../fixtures.ts';
import type { ViewerPage } from './page.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { openRun } = viewerPages();
const SAMPLES = 92;
/** All of the scatter can be reached without scrolling. */
const TALL = { height: 1200 };

/** The scatter of the latent space, in places given as shares of the plot. */
async function scatterOf({ page }: ViewerPage) {
  const panel = page.locator('[data-view="latents"] .latent-large');
  const canvas = panel.locator('.scatter-plot canvas');
  const area = await panel.locator('.scatter-plot').boundingBox();
  if (!area) throw new Error('the scatter has no place');
  const at = ([x, y]: readonly [number, number]): [number, number] => [
    area.x + x * area.width,
    area.y + y * area.height,
  ];
  return {
    panel,
    canvas,
    area,
    at,
    /** presses at the first place, releases at the last */
    async drag(places: readonly (readonly [number, number])[], button: 'left' | 'middle' = 'left') {
      const [first, ...others] = places;
      await page.mouse.move(...at(first));
      await page.mouse.down({ button });
      for (const place of others) await page.mouse.move(...at(place), { steps: 4 });
      await page.mouse.up({ button });
    },
    status: async () => (await panel.locator('.scatter [role="status"]').textContent()) ?? '',
    selected: async () =>
      Number(/^(\d+) of/.exec((await panel.locator('.scatter [role="status"]').textContent()) ?? '')?.[1] ?? 0),
    axes: () => panel.locator('.axes').innerHTML(),
    /** how many pixels are drawn at more than half of full opacity */
    solid: () =>
      canvas.evaluate((element) => {
        if (!(element instanceof HTMLCanvasElement)) return -1;
        const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? [];
        let count = 0;
        for (let k = 3; k < data.length; k += 4) if (data[k] > 128) count++;
        return count;
      }),
  };
}

const LEFT_HALF = [
  [0, 0],
  [0.5, 0],
  [0.5, 0.999],
  [0, 0.999],
] as const;
const RIGHT_HALF = [
  [0.501, 0],
  [0.999, 0],
  [0.999, 0.999],
  [0.501, 0.999],
] as const;

describe('the scatter', () => {
  test('selects by a lasso; Shift adds, Alt takes away, and the others stand back', async () => {
    const opened = await openRun(runFixture(), TALL);
    const { drag, selected, solid, status, panel } = await scatterOf(opened);
    const all = await solid();
    await drag(LEFT_HALF);
    await expect.poll(selected).toBeGreaterThan(0);
    const left = await selected();
    expect(left).toBeLessThan(SAMPLES);
    expect(await status()).toContain(`of ${SAMPLES} points selected`);
    const some = await solid();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
    await opened.page.keyboard.down('Shift');
    await drag(RIGHT_HALF);
    await opened.page.keyboard.up('Shift');
    await expect.poll(selected).toBe(SAMPLES);
    await opened.page.keyboard.down('Alt');
    await drag(LEFT_HALF);
    await opened.page.keyboard.up('Alt');
    await expect.poll(selected).toBe(SAMPLES - left);
    // Hidden classes are not there to be selected.
    await panel.getByRole('button', { name: 'Hide C1A', exact: true }).click();
    await drag(LEFT_HALF);
    await drag([...LEFT_HALF.slice(0, 1), ...RIGHT_HALF.slice(1, 3), ...LEFT_HALF.slice(3)]);
    await expect.poll(status).toContain('53 of 53 points selected');
    expect(await opened.faults()).toEqual(CLEAN);
    await opened.page.close();
  });

  test('selects by a box, and one by a click; a click beside all clears', async () => {
    const opened = await openRun(runFixture(), TALL);
    const { page } = opened;
    const { drag, selected, panel, area } = await scatterOf(opened);
    await page.getByRole('radio', { name: 'Box' }).check();
    await drag([
      [0, 0],
      [0.999, 0.999],
    ]);
    await expect.poll(selected).toBe(SAMPLES);
    // Row by row until a point is met.
    const tip = panel.locator('.tip');
    search: for (let y = 4; y < area.height; y += 8) {
      for (let x = 4; x < area.width; x += 8) {
        await page.mouse.move(area.x + x, area.y + y);
        if ((await tip.count()) > 0) break search;
      }
    }
    await page.mouse.down();
    await page.mouse.up();
    await expect.poll(selected).toBe(1);
    await page.mouse.click(area.x + 2, area.y + area.height - 2);
    await expect.poll(selected).toBe(0);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('moves by the middle button, the space bar and its own tool; double click shows all and keeps the selection', async () => {
    const opened = await openRun(runFixture(), TALL);
    const { page } = opened;
    const { drag, selected, axes, panel, at } = await scatterOf(opened);
    await drag(LEFT_HALF);
    await expect.poll(selected).toBeGreaterThan(0);
    const count = await selected();
    const fitted = await axes();
    const across = [
      [0.4, 0.5],
      [0.7, 0.6],
    ] as const;
    const reset = async () => {
      await page.mouse.dblclick(...at([0.02, 0.02]));
      await expect.poll(axes).toBe(fitted);
    };
    await drag(across, 'middle');
    await expect.poll(axes).not.toBe(fitted);
    await reset();
    await page.keyboard.down('Space');
    await drag(across);
    await page.keyboard.up('Space');
    await expect.poll(axes).not.toBe(fitted);
    await reset();
    await page.getByRole('radio', { name: 'Move' }).check();
    await drag(across);
    await expect.poll(axes).not.toBe(fitted);
    await panel.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(axes).toBe(fitted);
    expect(await selected()).toBe(count);
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });

  test('the page hears of a move once, when it ends', async () => {
    const opened = await openRun(runFixture(), TALL);
    const { page } = opened;
    const { at } = await scatterOf(opened);
    await page.getByRole('radio', { name: 'Move' }).check();
    const zooms = () => page.evaluate(() => Object.keys(Reflect.get(window, 'saved')?.zoom ?? {}).length);
    await page.mouse.move(...at([0.4, 0.5]));
    await page.mouse.down();
    await page.mouse.move(...at([0.7, 0.6]), { steps: 8 });
    expect(await zooms()).toBe(0);
    await page.mouse.up();
    await expect.poll(zooms).toBe(1);
    await page.close();
  });

  test('Escape ends a drag; without one, and without a selection, it shows all', async () => {
    const opened = await openRun(runFixture(), TALL);
    const { page } = opened;
    const { panel, canvas, at, selected, axes } = await scatterOf(opened);
    const fitted = await axes();
    await page.mouse.move(...at([0.1, 0.1]));
    await page.mouse.down();
    await page.mouse.move(...at([0.8, 0.1]));
    await page.mouse.move(...at([0.8, 0.8]));
    expect(await panel.locator('.scatter-over polygon').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.locator('.scatter-over polygon').count()).toBe(0);
    await page.mouse.up();
    expect(await selected()).toBe(0);
    await canvas.focus();
    await page.keyboard.press('+');
    await expect.poll(axes).not.toBe(fitted);
    await page.keyboard.press('Escape');
    await expect.poll(axes).toBe(fitted);
    await page.close();
  });

  test('does all of it by keys: Enter selects what is in view', async () => {
    const opened = await openRun(runFixture(), TALL);
    const { page } = opened;
    const { canvas, selected, status } = await scatterOf(opened);
    expect(await canvas.getAttribute('aria-label')).toContain('Enter selects the points in view');
    await canvas.focus();
    await page.keyboard.press('Enter');
    await expect.poll(selected).toBe(SAMPLES);
    for (let k = 0; k < 3; k++) await page.keyboard.press('+');
    await expect.poll(status).toContain('points in view');
    const inView = Number(/(\d+) points in view/.exec(await status())?.[1]);
    expect(inView).toBeLessThan(SAMPLES);
    await page.keyboard.press('Alt+Enter');
    await expect.poll(selected).toBe(SAMPLES - inView);
    await page.keyboard.press('Shift+Enter');
    await expect.poll(selected).toBe(SAMPLES);
    await page.keyboard.press('0');
    await expect.poll(status).not.toContain('points in view');
    expect(await opened.faults()).toEqual(CLEAN);
    await page.close();
  });
});
