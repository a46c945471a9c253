import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { SweepPlan } from '../../../src/run/sweepPlan.ts';
import type { SweepRow } from '../../../src/run/sweepRow.ts';
import { mixedRows, scoredRow, sweepPlan } from '../sweepFixture.ts';
import type { PageOptions, ViewerPage } from './page.ts';
import { CLEAN, drawn, viewerPages } from './viewerPages.ts';

const { open } = viewerPages();
const plan = sweepPlan();
const finished = plan.runs.map((_, i) => scoredRow(plan, i));

async function openSweep(
  rows: readonly SweepRow[] = finished,
  options: PageOptions = {},
  of: SweepPlan = plan,
): Promise<ViewerPage> {
  const opened = await open({ of: 'sweep', width: 1300, height: 2400, ...options });
  await opened.send({ type: 'plan', folder: '/data/crossmodal-runs/sizes.sweep', plan: of });
  await opened.send({ type: 'rows', rows });
  await drawn(opened, 'sweep-parallel');
  return opened;
}

const parallel = (page: Page) => page.locator('[data-view="sweep-parallel"]');
const curves = (page: Page) => page.locator('[data-view="sweep-curves"]');
const saved = (page: Page) => page.evaluate(() => Reflect.get(window, 'saved'));

/** Drags along an axis. @param from, to heights, 0 = the foot */
async function drag(page: Page, axis: string, from: number, to: number): Promise<void> {
  const box = await parallel(page)
    .getByRole('slider', { name: `Range of ${axis}`, exact: true })
    .boundingBox();
  if (!box) throw new Error(`there is no axis ${axis}`);
  const x = box.x + box.width / 2;
  await page.mouse.move(x, box.y + (1 - from) * box.height);
  await page.mouse.down();
  await page.mouse.move(x, box.y + (1 - (from + to) / 2) * box.height);
  await page.mouse.move(x, box.y + (1 - to) * box.height);
  await page.mouse.up();
}

test('a drag over an axis keeps the runs in it, everywhere in the page; a double click keeps all', async () => {
  const opened = await openSweep();
  const { page } = opened;
  await drag(page, 'model', 1, 0.6);
  await parallel(page).getByText('6 of 12 lines kept.').waitFor();
  expect(await saved(page)).toMatchObject({ filter: { settings: { 'model.name': ['"mmvae++"', '"mmvae"'] } } });
  // The curves follow: the two other models have left the legend.
  await curves(page).getByText('mvae', { exact: true }).waitFor({ state: 'detached' });
  await parallel(page).getByRole('slider', { name: 'Range of model' }).dblclick();
  await parallel(page).getByText('Drag over an axis').waitFor();
  await curves(page).getByText('mvae', { exact: true }).first().waitFor();
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
});

test('a drag over the score keeps the settings whose mean lies in it', async () => {
  const { page } = await openSweep();
  await drag(page, 'R²', 0.75, 1.05);
  const words = await parallel(page)
    .getByText(/of 12 lines kept/)
    .textContent();
  const kept = Number(/^(\d+) of/.exec(words ?? '')?.[1]);
  const means = plan.axes[0].values.flatMap((_, m) =>
    [0, 1, 2].map((s) => {
      const runs = finished.filter((_, i) => plan.runs[i].at[0] === m && plan.runs[i].at[1] === s);
      return runs.reduce((sum, { scores }) => sum + (scores['r2'] ?? 0), 0) / runs.length;
    }),
  );
  const [low, high] = [Math.min(...means), Math.max(...means)];
  expect(kept).toBe(means.filter((mean) => mean >= low + 0.75 * (high - low)).length);
  await page.close();
});

test('keys move a range along an axis, Shift widens it, Escape lets go', async () => {
  const { page } = await openSweep();
  const axis = parallel(page).getByRole('slider', { name: 'Range of shared' });
  await axis.focus();
  await page.keyboard.press('ArrowDown');
  await parallel(page).getByText('4 of 12 lines kept.').waitFor();
  expect(await axis.getAttribute('aria-valuetext')).toBe('2');
  await page.keyboard.press('Shift+ArrowUp');
  await parallel(page).getByText('8 of 12 lines kept.').waitFor();
  expect(await axis.getAttribute('aria-valuetext')).toBe('2, 5');
  await page.keyboard.press('Escape');
  await parallel(page).getByText('Drag over an axis').waitFor();
  expect(await axis.getAttribute('aria-valuetext')).toBe('all');
  await page.close();
});

test('the line under the pointer says what it is; a click selects its runs', async () => {
  const { page } = await openSweep();
  const [canvas, axis] = [parallel(page).locator('canvas').first(), parallel(page).getByRole('slider').last()];
  const [area, score] = [await canvas.boundingBox(), await axis.boundingBox()];
  if (!area || !score) throw new Error('nothing is drawn');
  // The best line ends at the top of the score's axis.
  await page.mouse.move(score.x - 4, score.y + 2);
  await parallel(page).locator('.tip').getByText('model mmvae++ · shared 10').waitFor();
  await parallel(page)
    .locator('.tip')
    .getByText(/R² 0\.\d\d ± 0\.\d\d, 5 runs/)
    .waitFor();
  await page.mouse.click(score.x - 4, score.y + 2);
  const { selected } = await saved(page);
  expect(selected).toEqual([0, 1, 2, 3, 4].map((seed) => `run-0-2-${seed}`));
  await page.close();
});

test('runs that are not finished end below the axis, and every run can have a line', async () => {
  const { page } = await openSweep(mixedRows(plan));
  await parallel(page).getByText('no score yet').waitFor();
  await parallel(page).getByRole('combobox', { name: 'A line for' }).selectOption('every run');
  await parallel(page)
    .getByRole('img', { name: /Parallel coordinates: 60 lines over model, shared, AUC shared, R²/ })
    .waitFor();
  await page.close();
});

test('the score is drawn over the setting that is chosen, with a line for each value of another', async () => {
  const { page } = await openSweep();
  const summary = (start: RegExp) => curves(page).getByRole('img', { name: start }).first();
  await summary(/^R² over shared\. mmvae\+\+: 0\.\d\d at 2 to 0\.\d\d at 10; mmvae:/).waitFor();
  await curves(page).getByText('± one standard deviation over seeds. Faint').waitFor();
  await curves(page).getByRole('combobox', { name: 'Setting across' }).selectOption('model');
  await summary(/^R² over model\. 2: 0\.\d\d at mmvae\+\+ to/).waitFor();
  await curves(page).getByRole('combobox', { name: 'Setting with a line' }).selectOption('(one line)');
  await summary(/^R² over model\. all runs: /).waitFor();
  await curves(page).getByText('over seeds and shared.').waitFor();
  // R² over all directions is shown by direction as well.
  await curves(page)
    .getByRole('img', { name: /^R² over model/ })
    .nth(2)
    .waitFor();
  expect(await curves(page).locator('figcaption').allTextContents()).toEqual(['rna → adt', 'adt → rna']);
  await page.close();
});

test('every plot is offered for saving, and comes as asked', async () => {
  const opened = await openSweep();
  await drawn(opened, 'sweep-curves');
  await opened.send({ type: 'listFigures' });
  await opened.page.waitForFunction(() =>
    Reflect.get(window, 'posted').some(({ type }: { type: string }) => type === 'figures'),
  );
  const plots = ['Settings and scores', 'R² over shared', 'R² over shared, by direction'];
  const offered = (await opened.posted()).flatMap((message) => (message.type === 'figures' ? message.plots : []));
  expect(offered).toEqual(expect.arrayContaining(plots));
  for (const plot of plots) {
    for (const format of ['svg', 'png', 'json', 'csv'] as const)
      await opened.send({ type: 'saveFigure', plot, format });
  }
  await opened.page.waitForFunction(
    () => Reflect.get(window, 'posted').filter(({ type }: { type: string }) => type === 'saveFile').length === 12,
  );
  const files = (await opened.posted()).flatMap((message) => (message.type === 'saveFile' ? [message] : []));
  const content = (name: string, format: string) =>
    files.find((file) => file.name === name && file.format === format)?.content ?? '';
  expect(content('sizes-r2-over-model.shared', 'svg')).toContain('>mmvae++<');
  expect(content('sizes-r2-over-model.shared', 'svg')).toContain('Bands: ± one standard deviation over seeds.');
  expect(content('sizes-r2-over-model.shared', 'csv').split('\n')[0].trim()).toBe('panel,line,x,mean,sd,runs');
  expect(content('sizes-r2-over-model.shared', 'csv').trim().split('\n')).toHaveLength(13);
  expect(content('sizes-directions-over-model.shared', 'svg')).toContain('>adt → rna<');
  expect(content('sizes-settings', 'svg')).toContain('>mopoe<');
  expect(content('sizes-settings', 'csv').trim().split('\n')).toHaveLength(13);
  expect(Buffer.from(content('sizes-settings', 'png'), 'base64').subarray(1, 4).toString()).toBe('PNG');
  expect(await opened.faults()).toEqual(CLEAN);
  await opened.page.close();
});

test.each([
  ['nothing has run', plan, [], 'No finished run has R² yet.'],
  ['one run', sweepPlan({}, 1), [scoredRow(sweepPlan({}, 1), 0)], 'No setting varies but the seed'],
  ['scores below zero', sweepPlan({ 'model.shared': [2, 5] }, 2), null, 'Of the variance of R²'],
] as const)('%s: the page says so', async (_what, of, rows, text) => {
  const negative = of.runs.map((_, i) => scoredRow(of, i, { scores: { r2: -0.5 - i } }));
  const opened = await openSweep(rows ?? negative, {}, of);
  await parallel(opened.page).getByText(text).waitFor();
  expect(await opened.faults()).toEqual(CLEAN);
  await opened.page.close();
});

test.each(['dark', 'light', 'contrast', 'contrastLight'] as const)(
  'no text of the axes is cut off or overlaps on a %s page',
  async (theme) => {
    const long = sweepPlan(
      {
        'model.name': ['mmvae++', 'mmvae', 'mopoe', 'mvae'],
        'model.hidden': [[64, 64], [128], [512, 256, 128]],
        'training.beta': [{ from: 0, to: 1 }, 1, { from: 0.00001, to: 1 }],
        'training.learningRate': [1e-4, 1e-3, 1e-2],
      },
      2,
    );
    const { page } = await openSweep(
      long.runs.map((_, i) => scoredRow(long, i)),
      { theme, width: 1000 },
      long,
    );
    const boxes = await parallel(page)
      .locator('.parallel-title > span, .parallel-value')
      .evaluateAll((all) =>
        all
          .filter(({ textContent }) => textContent !== '')
          .map((element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            const cut = element.scrollWidth > element.clientWidth && !element.closest('[title]');
            return { text: element.textContent, left, right, top, bottom, cut };
          }),
      );
    expect(boxes.length).toBeGreaterThan(15);
    const overlapping = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map((b) => `${a.text} and ${b.text}`),
    );
    expect(overlapping).toEqual([]);
    expect(boxes.filter(({ cut, left, right }) => cut || left < 0 || right > 1000).map(({ text }) => text)).toEqual([]);
    await page.close();
  },
);
