import { describe, expect, test } from 'vitest';
import { comparedRun } from '../../../src/run/comparedRun.ts';
import type { RunData } from '../../../src/run/runData.ts';
import { comparison, runsFixture } from '../comparisonFixture.ts';
import type { FixtureOptions } from '../fixtures.ts';
import type { PageOptions, ViewerPage } from './page.ts';
import { CLEAN, drawn, viewerPages } from './viewerPages.ts';

const { open } = viewerPages();

const VIEWS = ['runs', 'findings', 'r2', 'scores', 'courses', 'latents', 'settings'].map((name) => `compared-${name}`);
async function compare(data: readonly RunData[], options: PageOptions = {}): Promise<ViewerPage> {
  const opened = await open(options);
  await opened.send(comparison(data));
  for (const view of VIEWS) await drawn(opened, view);
  return opened;
}

describe('the comparison draws under the strict policy, without an error, without scrolling sideways', () => {
  const twelve = Array.from({ length: 12 }, (): FixtureOptions => ({}));
  const cases: Record<string, { runs: readonly FixtureOptions[]; page?: PageOptions }> = {
    'two runs, dark': { runs: [{}, {}] },
    'two runs, light': { runs: [{}, {}], page: { theme: 'light' } },
    'five runs in high contrast': { runs: [{}, {}, {}, {}, {}], page: { theme: 'contrast' } },
    'two runs in one narrow column': { runs: [{}, {}], page: { width: 420 } },
    'twelve runs': { runs: twelve },
    'twelve runs in one narrow column': { runs: twelve, page: { width: 420 } },
    'blocks of eight dimensions beside one of two': { runs: [{ latentDimensions: 8 }, { latentDimensions: 2 }] },
    'one dimension beside two': { runs: [{ latentDimensions: 1 }, { latentDimensions: 2 }] },
  };
  test.each(Object.entries(cases))('%s', async (_name, { runs: options, page }) => {
    const opened = await compare(runsFixture(...options), page);
    expect(await opened.faults()).toEqual(CLEAN);
    const [content, window_] = await opened.page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ]);
    expect(content).toBeLessThanOrEqual(window_);
    expect(await opened.page.locator('[data-view="compared-latents"] canvas').count()).toBe(options.length);
    await opened.page.close();
  });
});

test('runs are named by a letter, and open by a click; the words say which predicts better', async () => {
  const opened = await compare(runsFixture({}, {}));
  const { page } = opened;
  await page.getByRole('heading', { name: '2 runs compared' }).waitFor();
  await page.getByText(/^[AB] predicts mirna from protein better than [AB]: median R²/).waitFor();
  await page.getByRole('button', { name: 'run-2' }).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'openRun', folder: '/data/crossmodal-runs/run-2' });
  await page.close();
});

test('a click on a point names the feature: its row comes first in the table, and a row marks its point', async () => {
  const opened = await compare(runsFixture({}, {}));
  const { page } = opened;
  const view = page.locator('[data-view="compared-r2"]');
  const row = view.locator('.differences-table tbody tr').nth(4).getByRole('button');
  const name = (await row.textContent()) ?? '';
  await row.focus();
  await page.keyboard.press('Enter');
  const first = view.locator('.differences-table tbody tr').first().getByRole('button');
  await expect.poll(() => first.textContent()).toBe(name);
  expect(await first.getAttribute('aria-pressed')).toBe('true');
  await view.getByText(/^1 of 470 points selected/).waitFor();

  // Of several selected features the table is made.
  await view.getByRole('button', { name: /^B better, intervals apart/ }).click();
  const [count] = /\d+/.exec((await view.getByText(/ of 470 points selected/).textContent()) ?? '') ?? [];
  await view
    .getByText(`${Number(count) > 50 ? `The first 50 of ${count}` : count} features, those selected.`)
    .waitFor();
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
});

test('of several runs any two are drawn against each other, in any direction', async () => {
  const opened = await compare(runsFixture({}, {}, {}));
  const { page } = opened;
  const canvas = page.locator('[data-view="compared-r2"] canvas');
  const label = () => canvas.getAttribute('aria-label');
  await expect.poll(label).toContain('protein → mirna: B upwards against A across');
  await page.getByLabel('Run up').selectOption({ label: 'C · mopoe' });
  await expect.poll(label).toContain('C upwards against A across');
  await page.getByLabel('Run across').selectOption({ label: 'C · mopoe' });
  await expect.poll(label).toContain('A upwards against C across');
  await page.getByRole('button', { name: 'rnaseq → protein' }).click();
  await expect.poll(label).toContain('rnaseq → protein');
  expect(await opened.page.evaluate(() => Reflect.get(window, 'saved').compared)).toHaveLength(3);
  await page.close();
});

test('the same samples stand out in all maps, and the maps agree by as much as they do', async () => {
  const [first, other] = runsFixture({ samples: 60 }, { samples: 60 });
  // The second run has the first one's map, turned by a right angle.
  const [x, y] = first.latents?.blocks[0].dimensions ?? [];
  const turned = first.latents && {
    ...first.latents,
    blocks: [{ name: 'shared', dimensions: [y.map((value) => -value), x] }],
  };
  const opened = await compare([first, { ...other, latents: turned }]);
  const maps = opened.page.locator('[data-view="compared-latents"]');
  await maps.getByText(/^agrees well with A: r = 1.00/).waitFor();
  await maps.getByText(/^60 samples in both; shuffled, r stays below 0\.[0-4]/).waitFor();
  await maps.getByRole('button', { name: /^C1A / }).click();
  const counts = maps.getByText(/^\d+ of 60 points selected/);
  expect(await counts.count()).toBe(2);
  expect(await counts.nth(0).textContent()).toBe(await counts.nth(1).textContent());
  const selection = opened.page.getByRole('region', { name: 'Selection' });
  expect(await selection.textContent()).toMatch(/^\d+ of 60 samples: C1A/);
  await opened.page.keyboard.press('Escape');
  await selection.getByText('Nothing is selected').waitFor();
  await opened.page.keyboard.press('Control+z');
  await selection.getByRole('button', { name: 'Export ids' }).click();
  const saved = (await opened.posted()).at(-1);
  expect(saved).toMatchObject({ type: 'saveFile', format: 'txt' });
  await opened.page.close();
});

test('failed runs, runs with other tables and deleted runs are said to be so; the others stay', async () => {
  const tables = [
    { name: 'atac', features: 30 },
    { name: 'rrbs', features: 40 },
  ];
  const data = runsFixture(
    {},
    { status: 'failed', evaluated: false, epoch: 3, error: 'The loss became NaN.' },
    { modalities: tables },
  );
  const opened = await open();
  await opened.send(comparison(data, [{ folder: '/data/crossmodal-runs/run-9', message: 'There is no run there.' }]));
  for (const view of VIEWS) await drawn(opened, view);
  const { page } = opened;
  await page.getByText('B failed: The loss became NaN.').waitFor();
  await page.getByText('The runs did not read the same tables').waitFor();
  const lost = page.locator('.run-list li').nth(3);
  expect(await lost.textContent()).toBe('Drun-9There is no run there.');
  await page.getByText(/share no feature with a score/).waitFor();
  expect(await opened.faults()).toEqual(CLEAN);

  // The last two go as well.
  await opened.send({
    ...comparison(
      [],
      data.map(({ folder }) => ({ folder, message: 'Gone.' })),
    ),
    folders: data.map(({ folder }) => folder),
  });
  await expect.poll(() => page.locator('main').count()).toBe(0);
  expect(await page.getByText('Gone.').count()).toBe(3);
  await page.close();
});

test('while a run trains its numbers move; zoom, selection and the choice of runs stay', async () => {
  const [first, second] = runsFixture({}, { status: 'running', epoch: 60 });
  const opened = await compare([first, second]);
  const { page } = opened;
  await page.getByText('epoch 60/100').waitFor();
  const view = page.locator('[data-view="compared-latents"]');
  await view.getByRole('button', { name: /^C1B / }).click();
  const status = view.getByText(/points selected/).first();
  const before = await status.textContent();
  const canvas = view.locator('canvas').first();
  await canvas.focus();
  await page.keyboard.press('+');
  await view.getByRole('button', { name: 'Show all' }).first().waitFor();
  const [, later] = runsFixture({}, { status: 'running', epoch: 61 });
  // Only the run that changed is sent again.
  await opened.send({ ...comparison([first, later]), runs: [comparedRun(later)] });
  await page.getByText('epoch 61/100').waitFor();
  expect(await view.getByRole('button', { name: 'Show all' }).count()).toBe(2);
  expect((await status.textContent())?.startsWith(before?.split('.')[0] ?? '–')).toBe(true);
  expect(await opened.faults()).toEqual(CLEAN);
  await page.close();
});
