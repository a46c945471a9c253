import { join } from 'node:path';
import { expect, test } from 'vitest';
import { preflight } from '../../../src/cli/preflight.ts';
import type { Inspection } from '../../../src/run/inspection.ts';
import { scratchFolder } from '../../data/scratch.ts';
import { inspectionFixture } from '../inspectionFixture.ts';
import type { PageOptions, ViewerPage } from './page.ts';
import { CLEAN, drawn, viewerPages } from './viewerPages.ts';

const { open } = viewerPages();
const folder = scratchFolder();

const FILES = ['/data/rnaseq.csv', '/data/mirna.csv'];

async function openInspection(inspection: Inspection, options: PageOptions = {}): Promise<ViewerPage> {
  const opened = await open(options);
  await opened.send({ type: 'inspecting', title: 'rnaseq.csv, mirna.csv', files: FILES, step: 'Drawing' });
  await opened.send({ type: 'inspection', inspection });
  await drawn(opened, 'inspection');
  return opened;
}

async function cleanly(opened: ViewerPage): Promise<void> {
  expect(await opened.faults()).toEqual(CLEAN);
  await opened.page.close();
}

/** Pixels of a canvas that are not the background. */
const painted = (opened: ViewerPage, selector: string) =>
  opened.page.locator(selector).evaluateAll((canvases) =>
    canvases.map((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 0) count++;
      return count;
    }),
  );

test('the page opens with what is being done, and tells what went wrong with a way to look again', async () => {
  const opened = await open();
  await opened.send({ type: 'inspecting', title: 'rnaseq.csv, mirna.csv', files: FILES, step: 'Reading rnaseq.csv' });
  await opened.page.getByText('Reading rnaseq.csv…').waitFor();
  await opened.send({ type: 'inspecting', title: 'rnaseq.csv, mirna.csv', files: FILES, step: 'Matching samples' });
  await opened.page.getByText('Matching samples…').waitFor();
  // What the window needs to bring the page back after a reload.
  expect(await opened.page.evaluate(() => Reflect.get(window, 'saved').dataset)).toEqual(FILES);
  await opened.send({ type: 'problem', message: 'mirna.csv, row 7, column "mir-1": "x" is not a number.' });
  await opened.page.getByRole('alert').getByText('row 7, column "mir-1"').waitFor();
  await opened.page.getByRole('button', { name: 'Look again' }).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'inspectAgain' });
  await cleanly(opened);
});

test('the page draws tables, overlap, label, weights and findings, and starts training', async () => {
  const opened = await openInspection(await inspectionFixture());
  const { page } = opened;
  const bars = await page
    .locator('.overlap .count-bar')
    .evaluateAll((all) => all.map((bar) => bar.clientWidth * bar.clientHeight));
  expect(bars).toHaveLength(5);
  expect(bars).toEqual([...bars].sort((a, b) => b - a));
  expect(bars[4]).toBeGreaterThan(0);
  // 33 samples are in all tables but protein: three dots, one line from the first to the last.
  const row = page.locator('.overlap tbody tr').nth(1);
  expect(await row.textContent()).toBe('33');
  expect(await row.getByRole('img', { name: 'not in protein' }).count()).toBe(1);
  expect(await row.locator('[data-in="true"]').count()).toBe(3);
  expect(await row.locator('[data-right="true"]').count()).toBe(3);
  expect(await page.locator('.overlap-sizes td').allTextContents()).toEqual(['79', '46', '80', '90']);
  expect(await page.locator('[data-view="inspection-tables"] svg .mark-rect path').count()).toBeGreaterThan(60);
  await page.getByText('counts: whole numbers up to 5,727,255').waitFor();
  const weights = page.locator('[data-view="inspection-balance"]');
  expect(await weights.locator('tbody tr', { hasText: 'mirna' }).textContent()).toBe('mirna471471–');
  const card = page.locator('.table-card', { hasText: 'mirna' }).first();
  expect(await card.locator('dd').nth(0).textContent()).toBe('CSV');
  await card.getByText('negative-binomial, for counts').waitFor();
  await page.getByText(/^Training would take about \d+.MB of memory .* for 100 epochs of 6 models with/).waitFor();
  await page.getByRole('button', { name: 'Train on these' }).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'trainThese' });
  await cleanly(opened);
});

test('a table that outweighs the others is told with its share of the loss', async () => {
  const file = (name: string) => join(import.meta.dirname, '../../../samples/tcga-acc', `${name}.csv`);
  const mirna = { name: 'mirna', file: file('mirna'), likelihood: 'gaussian' as const };
  const opened = await openInspection(await preflight([mirna, { name: 'protein', file: file('protein') }]));
  const weights = opened.page.locator('[data-view="inspection-balance"]');
  await weights.getByText('mirna makes up 25 times as much of the loss as protein').waitFor();
  expect(await weights.locator('tbody tr', { hasText: 'mirna' }).textContent()).toBe('mirna47147196\u00a0%');
  await opened.page.getByText('gaussian, as the study says').waitFor();
  await cleanly(opened);
});

test('a sparse table of an AnnData file is told with its part and what it stores, and a batch with what it explains', async () => {
  const inspection = await inspectionFixture(['rnaseq', 'mirna']);
  const [first, ...rest] = inspection.tables;
  const opened = await openInspection({
    ...inspection,
    tables: [{ ...first, format: 'AnnData', part: 'layers/counts', stored: 0.063 }, ...rest],
    findings: [
      {
        severity: 'warning',
        text: '"plate" explains 62 % of the first two principal components of rnaseq.',
        fix: 'If it tells how samples were measured, correct the tables for it first.',
        remedy: null,
      },
    ],
  });
  await opened.page.getByText('AnnData layers/counts').waitFor();
  await opened.page.locator('dt', { hasText: 'stored cells' }).waitFor();
  await opened.page.getByText('6.3 %', { exact: true }).waitFor();
  await opened.page.getByText('"plate" explains 62 %').waitFor();
  await cleanly(opened);
});

test('a finding offers its remedy, which shows as applied once the study holds it', async () => {
  const opened = await openInspection(await inspectionFixture());
  const { page } = opened;
  const apply = page.getByRole('button', { name: 'Apply: "topVariance": 165 for mirna' });
  await apply.click();
  const posted = (await opened.posted()).at(-1);
  expect(posted).toEqual({ type: 'applyRemedy', finding: 1 });
  await opened.send({ type: 'study', name: 'acc.crossmodal.json', applied: [1] });
  const applied = page.getByRole('button', { name: 'Applied: "topVariance": 165 for mirna' });
  expect(await applied.isDisabled()).toBe(true);
  await page.getByText('1 fix written to acc.crossmodal.json').waitFor();
  // Undone in the file, it can be applied again.
  await opened.send({ type: 'study', name: 'acc.crossmodal.json', applied: [] });
  expect(await apply.isEnabled()).toBe(true);
  await opened.send({ type: 'problem', message: 'The study has no modality "mirna" any more.' });
  await page.getByRole('alert').getByText('no modality "mirna" any more').waitFor();
  await cleanly(opened);
});

test('data with an error cannot be trained on until its remedy is applied', async () => {
  const inspection = await inspectionFixture(['rnaseq', 'mirna']);
  const remedy = { writes: '"samples": "union"', edits: [{ edit: 'setSamples' as const, samples: 'union' as const }] };
  const opened = await openInspection({
    ...inspection,
    findings: [{ severity: 'error', text: 'No sample has every table.', fix: null, remedy }],
  });
  const train = opened.page.getByRole('button', { name: 'Train on these' });
  expect(await train.isDisabled()).toBe(true);
  await opened.send({ type: 'study', name: 'acc.crossmodal.json', applied: [0] });
  expect(await train.isEnabled()).toBe(true);
  await cleanly(opened);
});

test('one table has no overlap, no balance and nothing to train', async () => {
  const opened = await openInspection(await inspectionFixture(['mirna']));
  expect(await opened.page.getByRole('button', { name: 'Train on these' }).isDisabled()).toBe(true);
  for (const view of ['overlap', 'balance']) {
    expect(await opened.page.locator(`[data-view="inspection-${view}"]`).count()).toBe(0);
  }
  expect(await opened.page.getByRole('button', { name: /^Apply/ }).count()).toBe(0);
  await opened.page.getByText('mirna: no cell is missing.').waitFor();
  await cleanly(opened);
});

test('maps show where cells are missing and which samples lack the table', async () => {
  const ids = Array.from({ length: 300 }, (_, n) => `s${n}`);
  const cell = (n: number, k: number) => (n < 150 && k < 30 ? '' : Math.sin(n * 7 + k).toFixed(3));
  const table = (samples: readonly string[], features: number, text: typeof cell) =>
    [
      ['id', ...Array.from({ length: features }, (_, k) => `f${k}`)].join(','),
      ...samples.map((id, n) => [id, ...Array.from({ length: features }, (_, k) => text(n, k))].join(',')),
    ].join('\n');
  const a = folder.write('a.csv', table(ids, 60, cell));
  const b = folder.write(
    'b.csv',
    table(ids.slice(150), 5, (n, k) => Math.cos(n * 3 + k).toFixed(3)),
  );
  const inspection = await preflight([
    { name: 'a', file: a },
    { name: 'b', file: b },
  ]);
  const opened = await openInspection(inspection);
  await opened.page.getByText('Each cell: 3 samples × 1 feature. 25 % of the cells are missing.').waitFor();
  await opened.page
    .getByText('Each cell: 3 samples × 1 feature. No cell is missing; 150 samples lack the table.')
    .waitFor();
  const sizes = await opened.page
    .locator('.missing-map canvas')
    .evaluateAll((all) => all.map((canvas) => canvas.clientWidth * canvas.clientHeight));
  const [gaps, hatch] = await painted(opened, '.missing-map canvas');
  // The upper left quarter of the one, a hatch over the upper half of the other.
  expect(gaps / sizes[0]).toBeGreaterThan(0.23);
  expect(gaps / sizes[0]).toBeLessThan(0.27);
  expect(hatch / sizes[1]).toBeGreaterThan(0.05);
  expect(hatch / sizes[1]).toBeLessThan(0.4);
  expect(await opened.page.locator('.missing-map canvas').first().getAttribute('aria-label')).toMatch(/^Map of .* a\./);
  await cleanly(opened);
});

test('components of all tables share one selection, by the legend and by keys', async () => {
  const opened = await openInspection(await inspectionFixture());
  const { page } = opened;
  const view = page.locator('[data-view="inspection-components"]');
  await view.getByText('n = 46; fitted on these and on 33 features.', { exact: true }).waitFor();
  await view.getByText('component 1 (12\u00a0% of the variance)').waitFor();
  expect(await view.locator('.scatter canvas[role="img"], .scatter [role="application"]').count()).toBe(4);
  await view.getByRole('button', { name: /^C1A 43/ }).click();
  await view.getByText('43 of 92 samples selected, in every table.').waitFor();
  await cleanly(opened);
});

test('features are searched, sorted, opened and saved', async () => {
  const opened = await openInspection(await inspectionFixture());
  const { page } = opened;
  const view = page.locator('[data-view="inspection-features"]');
  await view.getByRole('tab', { name: 'mirna' }).click();
  const rows = view.locator('.profile-row');
  await view.getByRole('button', { name: 'mean' }).click();
  expect(await rows.first().locator('.profile-name').textContent()).toMatch(/^hsa-mir-/);
  const means = await rows.locator('.profile-mean').allTextContents();
  const numbers = means.map((text) => Number(text.replaceAll(',', '')));
  expect(numbers).toEqual([...numbers].sort((x, y) => y - x));
  await view.getByRole('searchbox').fill('mir-21');
  await view.getByText(/^\d+ found$/).waitFor();
  for (const name of await rows.locator('.profile-name').allTextContents()) expect(name).toContain('mir-21');
  await rows.nth(1).click();
  const name = (await rows.nth(1).locator('.profile-name').textContent()) ?? '';
  await view.getByRole('heading', { name, exact: true }).waitFor();
  await view.getByRole('img', { name: new RegExp(`^Values of ${name} in 80 samples`) }).waitFor();
  await page.keyboard.press('ArrowUp');
  expect(await rows.first().getAttribute('aria-current')).toBe('true');
  await view.getByRole('button', { name: 'Save as CSV' }).click();
  const saved = (await opened.posted()).at(-1);
  expect(saved).toMatchObject({ type: 'saveFile', name: 'features-mirna', format: 'csv' });
  const lines = saved?.type === 'saveFile' ? saved.content.trim().split('\n') : [];
  expect(lines[0]).toBe('feature,missing,mean,sd,zeros,min,max');
  expect(lines).toHaveLength(1 + (await rows.count()));
  await view.getByRole('searchbox').fill('nothing of that name');
  await view.getByText('No feature is called “nothing of that name”.').waitFor();
  await cleanly(opened);
});

test('20,000 features scroll with few rows in the page', async () => {
  const features = Array.from({ length: 20_000 }, (_, k) => `ENSG${String(k).padStart(11, '0')}`);
  const lines = Array.from({ length: 12 }, (_, n) =>
    [`s${n}`, ...features.map((_, k) => (n * 31 + k * 17) % 101)].join(','),
  );
  const file = folder.write('wide.csv', [['id', ...features].join(','), ...lines].join('\n'));
  const opened = await openInspection(await preflight([{ name: 'wide', file }]));
  const { page } = opened;
  const holder = page.locator('.profile-holder');
  expect(await page.locator('.profile-row').count()).toBeLessThan(60);
  await holder.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await page.locator('.profile-row', { hasText: 'ENSG00000019999' }).waitFor();
  expect(await page.locator('.profile-row').count()).toBeLessThan(60);
  await cleanly(opened);
});

test('every figure of the page can be saved on paper', async () => {
  const opened = await openInspection(await inspectionFixture());
  const { page } = opened;
  for (const plot of [
    'Samples by table',
    'Weight of the tables',
    'Missing cells of protein',
    'Principal components of mirna',
    'Values of rnaseq',
    'Distribution of DIRAS3',
  ]) {
    const before = (await opened.posted()).length;
    await opened.send({ type: 'saveFigure', plot, format: 'svg' });
    await page.waitForFunction((count) => Reflect.get(window, 'posted').length > count, before);
    const saved = (await opened.posted()).at(-1);
    expect(saved).toMatchObject({ type: 'saveFile', format: 'svg' });
    expect(saved?.type === 'saveFile' && saved.content, plot).toMatch(/n = \d+ samples/);
  }
  await cleanly(opened);
});

test('nothing scrolls sideways in a narrow page with five tables', async () => {
  const names = ['rnaseq', 'protein', 'mirna', 'mutations', 'copy_number'];
  const inspection = await inspectionFixture(names);
  const opened = await openInspection(inspection, { width: 420 });
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBe(420);
  const widest = await opened.page
    .locator('.overlap .count-bar')
    .first()
    .evaluate((bar) => bar.clientWidth);
  expect(widest).toBeGreaterThan(60);
  await cleanly(opened);
});
