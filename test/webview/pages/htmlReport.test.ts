import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportRun } from '../../../src/report/embedding.ts';
import { htmlReport } from '../../../src/report/htmlReport.ts';
import { scratchFolder } from '../../data/scratch.ts';
import { type FixtureOptions, featureFixture, runFixture } from '../fixtures.ts';
import { buildViewer, launchBrowser, type Viewer } from './page.ts';
import { openReport } from './reportPage.ts';

const EVIL = '</script><b>bold</b><script>document.body.dataset.hacked = "yes"</script>';

let browser: Browser;
let viewer: Viewer;
const folder = scratchFolder();

beforeAll(async () => {
  [browser, viewer] = await Promise.all([launchBrowser(), buildViewer()]);
});
afterAll(() => browser.close());

/** A run with the samples of its three best features in each direction. */
function reportOf(options: FixtureOptions = {}): ReportRun {
  const data = runFixture(options);
  const features = (data.r2?.pairs ?? []).flatMap(({ source, target, r2 }) => {
    const names = data.r2?.targets.find(({ name }) => name === target)?.features ?? [];
    const best = [...r2.keys()].filter((i) => !Number.isNaN(r2[i])).sort((a, b) => r2[b] - r2[a]);
    return best.slice(0, 3).map((i) => featureFixture(data, source, target, names[i]));
  });
  const samples = data.latents?.sampleIds.length ?? 0;
  const spread = Float32Array.from({ length: samples }, (_, i) => i % 10);
  const values = [{ modality: 'rnaseq', feature: 'rnaseq_7', unit: 'ln(1 + value)', values: spread }];
  const umap = {
    block: 'shared',
    x: spread,
    y: spread.slice().sort(),
    fitted: samples,
    samples,
    neighbours: 15,
    seed: 0,
  };
  return { data, features, values, umaps: [umap] };
}

const open = (runs: readonly ReportRun[], dark = false) =>
  openReport(browser, folder.write(`${Math.random()}.html`, htmlReport(runs, viewer)), dark);

async function allDrawn(page: Page): Promise<void> {
  for (const view of ['header', 'findings', 'training', 'latents', 'r2', 'heatmap', 'feature']) {
    await page.locator(`[data-view="${view}"][data-ready="true"]`).waitFor();
  }
}

test('the page draws every view from disk, asks for nothing, complains about nothing', async () => {
  const { page, requests, complaints } = await open([reportOf()]);
  await allDrawn(page);
  expect(await page.title()).toBe('Crossmodal report: mmvae++ on rnaseq + protein + mirna');
  expect(await page.evaluate(() => ({ ...document.body.dataset }))).toMatchObject({ errors: '0', violations: '0' });
  expect(requests).toEqual([]);
  expect(complaints).toEqual([]);
  for (const text of [
    'c0ffeec0ffee',
    '2 constant mirna features left out: hsa-mir-1184-1, hsa-mir-1282.',
    'arXiv 2403.06338',
    'How to read R²',
    '5-fold cross-validation',
  ]) {
    await page.getByText(text).filter({ visible: true }).first().waitFor();
  }
  expect(await page.getByRole('button', { name: /Stop/ }).count()).toBe(0);
  await page.close();
});

test('a feature whose name is a script is a name and nothing else', async () => {
  const { page, complaints } = await open([
    reportOf({
      featureName: (modality, i) => `${EVIL}${modality}${i}`,
      modalities: [
        { name: 'a', features: 6 },
        { name: 'b', features: 6 },
      ],
    }),
  ]);
  await allDrawn(page);
  expect(await page.evaluate(() => document.body.dataset['hacked'])).toBeUndefined();
  expect(await page.locator('b').count()).toBe(0);
  expect(await page.locator('[data-view="feature"] h2').textContent()).toContain(EVIL);
  expect(complaints).toEqual([]);
  await page.close();
});

test('a feature that did not travel says so', async () => {
  const { page } = await open([reportOf()]);
  await allDrawn(page);
  await page.locator('.ranked-row').nth(10).click();
  await page
    .locator('[data-view="feature"]')
    .getByText('This report holds the samples of the best features of each direction only.')
    .waitFor();
  await page.close();
});

test('samples are coloured by a feature whose values travelled, and another says why not', async () => {
  const { page, complaints } = await open([reportOf()]);
  await allDrawn(page);
  const latents = page.locator('[data-view="latents"]');
  const colourBy = async (feature: string) => {
    await latents.getByRole('combobox', { name: 'colour' }).selectOption('find a feature…');
    await latents.getByRole('searchbox', { name: 'find a feature' }).fill(feature);
    await latents.getByRole('list', { name: 'matches' }).getByRole('button', { name: feature }).first().click();
  };
  await colourBy('rnaseq_7');
  await latents.locator('.ramp-title').getByText('rnaseq_7 (ln(1 + value))').waitFor();
  await colourBy('protein_5');
  await latents.getByText('This report was written without the table of protein.').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('a map that travelled is drawn', async () => {
  const { page, complaints } = await open([reportOf({ latentDimensions: 3 })]);
  await allDrawn(page);
  const latents = page.locator('[data-view="latents"]');
  await latents.getByRole('button', { name: 'UMAP', exact: true }).first().click();
  await latents.getByText('UMAP of 3 dimensions').first().waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('several runs share the page, with a comparison and tabs', async () => {
  const first = reportOf({ folder: 'run-one' });
  const second = reportOf({
    folder: 'run-two',
    samples: 40,
    folds: null,
    modalities: [
      { name: 'a', features: 6 },
      { name: 'b', features: 6 },
    ],
  });
  const { page, complaints } = await open([first, second]);
  expect(await page.title()).toBe('Crossmodal report: 2 runs');
  // Side by side first.
  await page.getByRole('heading', { name: '2 runs compared' }).waitFor();
  await page.locator('[data-view="compared-latents"][data-ready="true"]').waitFor();
  expect(await page.getByRole('navigation', { name: 'Runs' }).getByRole('button').allTextContents()).toEqual([
    'Compare',
    'run-one',
    'run-two',
  ]);
  await page.getByRole('button', { name: 'run-two' }).click();
  await page.getByText('a + b · 40 samples').waitFor();
  await allDrawn(page);
  await page.getByRole('button', { name: 'run-one' }).click();
  await page.getByText('rnaseq + protein + mirna · 92 samples').waitFor();
  await allDrawn(page);
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByText('The runs did not read the same tables').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('a figure is downloaded from the page', async () => {
  const { page } = await open([reportOf()], true);
  await allDrawn(page);
  const menu = page.locator('[data-view="latents"] .menu');
  await menu.getByRole('button', { name: 'Save Latent space: shared' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    menu.getByRole('menuitem', { name: 'Figure as SVG' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('mmvaepp-latents-shared.svg');
  await page.close();
});

test('saved groups come along, to be selected and exported, not changed', async () => {
  const report = reportOf();
  const ids = report.data.latents?.sampleIds ?? [];
  const groups = [{ name: 'hot', samples: ids.slice(0, 5), features: null }];
  const { page, complaints } = await open([{ ...report, data: { ...report.data, groups } }]);
  await allDrawn(page);
  await page.getByText('A report is read-only').waitFor();
  await page.getByRole('button', { name: /^hot/ }).click();
  await page.getByText('5 of 92 samples: hot').waitFor();
  expect(await page.getByRole('button', { name: 'Save as group…' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Group hot' }).click();
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Export ids as text', 'Export ids as CSV']);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export ids as text' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('hot.txt');
  expect(complaints).toEqual([]);
  await page.close();
});

test('a run that failed before it was scored still has a page', async () => {
  const { page, complaints } = await open([
    reportOf({ status: 'failed', epoch: 3, evaluated: false, error: 'The loss became NaN.' }),
  ]);
  await page.getByRole('alert').getByText('The loss became NaN.').waitFor();
  await page.locator('[data-view="training"][data-ready="true"]').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('the script runs by its hash alone: a changed one does not', async () => {
  const changed = htmlReport([reportOf()], viewer).replace('<script>', '<script>document.title = "changed";');
  const file = folder.write('changed.html', changed);
  const page = await browser.newPage();
  await page.goto(`file://${file}`);
  expect(await page.title()).toContain('Crossmodal report');
  expect(await page.locator('[data-view]').count()).toBe(0);
  await page.close();
});
