import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepReport } from '../../../src/report/sweepReport.ts';
import type { SweepPlan } from '../../../src/run/sweepPlan.ts';
import type { SweepRow } from '../../../src/run/sweepRow.ts';
import { scratchFolder } from '../../data/scratch.ts';
import { finishedRow, gridPlan, mixedRows, scoredRow, sweepPlan } from '../sweepFixture.ts';
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

async function open(plan: SweepPlan, rows: readonly SweepRow[], dark = false) {
  const file = folder.write(`${Math.random()}.html`, sweepReport({ plan, rows }, viewer));
  const opened = await openReport(browser, file, dark);
  for (const view of ['sweep-parallel', 'sweep-curves']) {
    await opened.page.locator(`[data-view="${view}"][data-ready="true"]`).waitFor();
  }
  return opened;
}

test.each(['light', 'dark'])(
  'a sweep is drawn from disk on a %s page, asks for nothing, complains about nothing',
  async (shade) => {
    const plan = sweepPlan();
    const { page, requests, complaints } = await open(plan, mixedRows(plan), shade === 'dark');
    expect(await page.title()).toBe('Crossmodal sweep: sizes, 60 runs');
    await page.getByRole('heading', { name: 'sizes' }).waitFor();
    await page.getByText('Of the variance of R² over 34 finished runs, model explains').waitFor();
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe(shade === 'dark' ? 'rgb(31, 31, 31)' : 'rgb(255, 255, 255)');
    expect(await page.evaluate(() => ({ ...document.body.dataset }))).toMatchObject({ errors: '0', violations: '0' });
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  },
);

test('a value that is a script is a value and nothing else', async () => {
  const plan = gridPlan([
    { path: 'labels.column', values: [EVIL, 'type'] },
    { path: 'seed', values: [0, 1] },
  ]);
  const rows = plan.runs.map(({ name }, i) => finishedRow(name, { r2: 0.1 * i }, { note: EVIL }));
  const { page, complaints } = await open(plan, rows);
  expect(await page.evaluate(() => document.body.dataset['hacked'])).toBeUndefined();
  expect(await page.locator('b').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

test('nothing can be started, and a figure can be saved', async () => {
  const plan = sweepPlan();
  const { page } = await open(plan, mixedRows(plan));
  expect(await page.getByRole('button', { name: /Continue|Stop|Retry/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Save R² over shared', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Numbers as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('sizes-r2-over-model.shared.csv');
  await page.close();
});

test('on paper it is light, and every panel is within the page', async () => {
  const plan = sweepPlan();
  const { page } = await open(plan, mixedRows(plan), true);
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.byteLength).toBeGreaterThan(10_000);
  const beyond = await page.evaluate(() =>
    [...document.querySelectorAll('[data-view]')]
      .filter((panel) => panel.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((panel) => panel.getAttribute('data-view')),
  );
  expect(beyond).toEqual([]);
  await page.close();
});

test('ten thousand runs are one page of a few megabytes, drawn within seconds', async () => {
  const settings = {
    'model.name': ['mmvae++', 'mmvae', 'mopoe', 'mvae'],
    'model.shared': Array.from({ length: 500 }, (_, i) => i + 1),
  };
  const plan = sweepPlan(settings);
  const rows = plan.runs.map((_, i) => scoredRow(plan, i));
  expect(rows).toHaveLength(10_000);
  expect(Buffer.byteLength(sweepReport({ plan, rows }, viewer))).toBeLessThan(6e6);
  const { page, complaints } = await open(plan, rows);
  const drawn = await page.evaluate(() => performance.now());
  expect(drawn).toBeLessThan(10_000);
  expect(complaints).toEqual([]);
  await page.close();
});
