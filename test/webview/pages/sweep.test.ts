import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type SweepRow, waitingRow } from '../../../src/run/sweepRow.ts';
import { finishedRow, gridPlan, mixedRows, scoredRow, sweepPlan } from '../sweepFixture.ts';
import type { PageOptions } from './page.ts';
import { openSweep } from './sweepPages.ts';
import { CLEAN, drawn, viewerPages } from './viewerPages.ts';

const { open } = viewerPages();
const plan = sweepPlan();
const waiting = plan.runs.map(({ name }) => waitingRow(name));
const failed = waiting.map((row): SweepRow => ({ ...row, state: 'failed', note: 'The disk is full.', seconds: 0.5 }));
const allFinished = (of = plan) => of.runs.map((_, i) => scoredRow(of, i));

const long = sweepPlan(
  {
    'model.hidden': [
      [64, 64],
      [1024, 512, 256, 128],
    ],
    'training.beta': [{ from: 0.00001, to: 1 }, 0.5],
    study: ['../cohorts/the-cancer-genome-atlas-adrenocortical.crossmodal.json', 'other.crossmodal.json'],
    'modalities.a-very-long-name-of-a-modality.topVariance': [2000, 12_345],
    'model.private': [{ rna: 2, adt: 3 }, 0],
  },
  2,
);
const ten = sweepPlan(
  { 'model.shared': Array.from({ length: 500 }, (_, i) => i + 1), 'model.name': ['mvae', 'mmvae'] },
  10,
);
const unscored = plan.runs.map((_, i) => scoredRow(plan, i, { scores: { r2: null, 'r2:rna:adt': null } }));
const one = gridPlan([{ path: 'model.shared', values: [2] }]);

const scrollsSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

describe('a sweep draws under the strict policy, without an error, without scrolling sideways', () => {
  const cases: Record<string, { plan?: typeof plan; rows?: SweepRow[]; page?: PageOptions }> = {
    'under way': {},
    light: { page: { theme: 'light' } },
    'high contrast': { page: { theme: 'contrast' } },
    'a narrow column': { page: { width: 420 } },
    'nothing begun': { rows: waiting },
    'all failed': { rows: failed },
    'all finished': { rows: allFinished() },
    'no score in any run': { rows: unscored },
    'one run': { plan: one, rows: [finishedRow(one.runs[0].name, { r2: 0.2 })] },
    'no seeds': {
      plan: sweepPlan({ 'model.shared': [2, 5] }, 0),
      rows: allFinished(sweepPlan({ 'model.shared': [2, 5] }, 0)),
    },
    'seeds alone': { plan: sweepPlan({}, 5), rows: allFinished(sweepPlan({}, 5)) },
    'long values': { plan: long, rows: allFinished(long) },
    'long values in a narrow column': { plan: long, rows: allFinished(long), page: { width: 420 } },
  };
  test.each(Object.entries(cases))('%s', async (_name, { plan: of = plan, rows = mixedRows(of), page: options }) => {
    const opened = await openSweep(open, of, { rows, ...options });
    await opened.page.getByRole('heading', { name: 'sizes' }).waitFor();
    expect(await opened.faults()).toEqual(CLEAN);
    expect(await scrollsSideways(opened.page)).toBe(false);
    await opened.page.close();
  });
});

test('the header says what varies, how many runs are where, and offers what can be done', async () => {
  const opened = await openSweep(open, plan);
  const { page } = opened;
  const header = page.locator('[data-view="header"]');
  await header.getByText('4 models × 3 values of shared × 5 seeds = 60 runs').waitFor();
  expect(await header.getByRole('group', { name: 'Runs by state' }).getByRole('button').allTextContents()).toEqual([
    '●34 finished',
    '■4 stopped',
    '◐4 running',
    '◔5 queued',
    '○5 waiting',
    '▲4 interrupted',
    '✕4 failed',
  ]);
  expect(await header.locator('.sweep-actions button').allTextContents()).toEqual([
    'Open sweep file',
    'Open log',
    'Save report',
    'Continue',
    'Retry failed',
  ]);
  await header.getByRole('button', { name: 'Retry failed' }).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'retry' });
  await opened.send({
    type: 'activity',
    activity: { executor: 'local', state: 'working', text: '2 trainings side by side' },
  });
  await header.getByText('2 trainings side by side').waitFor();
  await header.getByRole('button', { name: 'Stop', exact: true }).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'stop' });
  expect(await header.getByRole('button', { name: 'Stopping…' }).isDisabled()).toBe(true);
  await page.close();
});

test('before it begins a sweep can be started; when all is done, nothing is left to do but to score the choice', async () => {
  const opened = await openSweep(open, plan, { rows: waiting });
  const actions = opened.page.locator('.sweep-actions .primary');
  expect(await actions.allTextContents()).toEqual(['Start']);
  await opened.page.getByText('No run is finished: there is nothing to choose from yet.').waitFor();
  await opened.send({ type: 'rows', rows: allFinished() });
  await expect.poll(() => actions.count()).toBe(0);
  await opened.page.close();

  const nested = sweepPlan(undefined, 5, { holdOut: {} });
  const other = await openSweep(open, nested, { rows: allFinished(nested) });
  const cut = { ...allFinished(nested)[0], state: 'timeout' as const, note: 'Its time was up after 3 minutes.' };
  await other.send({ type: 'rows', rows: [cut] });
  await other.page.getByText('1 run timeout: Its time was up after 3 minutes.').waitFor();
  expect(await other.page.locator('.sweep-actions :is(.primary, .secondary)').allTextContents()).toEqual([
    'Retry',
    'Score the choice',
  ]);
  await other.page.getByRole('button', { name: 'Score the choice' }).click();
  expect((await other.posted()).at(-1)).toEqual({ type: 'final' });
  const scored = sweepPlan({ 'model.name': ['mmvae++'], 'model.shared': [10] }, 5);
  const rows = scored.runs.map(({ name }, i) => finishedRow(name, { r2: 0.2 + 0.01 * i }));
  const samples = { [rows[0].name]: 18 };
  const button = other.page.getByRole('button', { name: /Score the choice|Starting…/ });
  const halfway = rows.map((row, i): SweepRow => (i < 2 ? row : { ...row, state: i === 2 ? 'running' : 'waiting' }));
  await other.send({ type: 'final', final: { plan: scored, rows: halfway, samples, otherRuns: 0 } });
  await other.page.getByText('So far: 2 of 5 runs are finished.').waitFor();
  expect(await button.count()).toBe(0);
  const interrupted = halfway.map(
    (row): SweepRow => (row.state === 'running' ? { ...row, state: 'interrupted' } : row),
  );
  await other.send({ type: 'final', final: { plan: scored, rows: interrupted, samples, otherRuns: 0 } });
  await button.waitFor();
  await other.send({ type: 'final', final: { plan: scored, rows, samples, otherRuns: 0 } });
  await other.page.getByText('On 18 samples that chose nothing, R² of model mmvae++, shared 10 is 0.22').waitFor();
  await expect.poll(() => button.count()).toBe(0);
  await other.page.close();
});

test('a reason why runs failed is there once, with the runs behind it', async () => {
  const rows = mixedRows(plan).map((row, i) =>
    row.state === 'failed' ? { ...row, note: `The loss became NaN in epoch ${i}.` } : row,
  );
  const opened = await openSweep(open, plan, { rows });
  const troubles = opened.page.locator('[data-view="sweep-troubles"]');
  await troubles.getByText(/^✕ 4 runs failed: The loss became NaN in epoch \d+\.$/).click();
  await troubles.getByRole('button', { name: 'Select all 4' }).click();
  const bar = opened.page.getByRole('region', { name: 'Selection' });
  await bar.getByText('4 of 60 runs selected').waitFor();
  await bar.getByRole('button', { name: 'Compare' }).click();
  const names = rows.filter(({ state }) => state === 'failed').map(({ name }) => name);
  expect((await opened.posted()).at(-1)).toEqual({ type: 'compareRuns', runs: names });
  await troubles.getByRole('button', { name: names[0] }).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'openRun', run: names[0] });
  await opened.page.close();
});

test('a click opens a run, Enter as well; one that has not begun has nothing to open', async () => {
  const opened = await openSweep(open, plan);
  const { page } = opened;
  const row = (name: string) => page.locator('.runs tbody tr').filter({ has: page.getByText(name, { exact: true }) });
  await row(plan.runs[2].name).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'openRun', run: plan.runs[2].name });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect((await opened.posted()).at(-1)).toEqual({ type: 'openRun', run: plan.runs[3].name });
  await page.getByRole('button', { name: '5 waiting' }).click();
  const { length } = await opened.posted();
  await page.locator('.runs tbody tr').first().click();
  expect(await opened.posted()).toHaveLength(length);
  await page.close();
});

test('runs are selected by Ctrl, Shift, the space bar and arrows; Escape clears', async () => {
  const opened = await openSweep(open, plan);
  const { page } = opened;
  const rows = page.locator('.runs .ranked-row');
  const selected = page.locator('.runs [aria-selected="true"]');
  await rows.nth(1).click({ modifiers: ['Control'] });
  await rows.nth(4).click({ modifiers: ['Shift'] });
  expect(await selected.count()).toBe(4);
  await page.keyboard.press(' ');
  expect(await selected.count()).toBe(3);
  await page.keyboard.press('Shift+ArrowDown');
  expect(await selected.count()).toBe(2);
  await page.keyboard.press('Escape');
  expect(await selected.count()).toBe(0);
  await page.getByRole('region', { name: 'Selection' }).waitFor({ state: 'detached' });
  expect((await opened.posted()).filter(({ type }) => type === 'openRun')).toEqual([]);
  await page.close();
});

test('columns sort, runs without a value last; what is not shown can be', async () => {
  const opened = await openSweep(open, plan, { rows: mixedRows(plan), width: 1800 });
  const { page } = opened;
  const table = page.getByRole('table', { name: 'Runs of the sweep' });
  const column = async (name: string) => {
    const heads = await table.locator('thead th').allTextContents();
    return table
      .locator(`tbody tr td:nth-child(${heads.findIndex((head) => head.startsWith(name)) + 1})`)
      .allTextContents();
  };
  await table.getByRole('button', { name: 'R²', exact: true }).click();
  expect(await table.getByRole('columnheader', { name: 'R² ↓' }).getAttribute('aria-sort')).toBe('descending');
  const scores = await column('R² ↓');
  expect(scores).toEqual([...scores].sort((a, b) => Number(b) - Number(a)));
  await table.getByRole('button', { name: 'R² ↓' }).click();
  expect((await column('R² ↑'))[0]).toBe('0.11');

  expect(await table.getByRole('button', { name: 'host' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Columns of the table' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'host' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'AUC private rna' }).click();
  await page.keyboard.press('Escape');
  await table.getByRole('button', { name: 'host' }).waitFor();
  expect(await table.getByRole('button', { name: 'AUC private rna' }).count()).toBe(0);
  await page.close();
});

test('filters by words, state and values hold in all views, and are saved with the rows as CSV', async () => {
  const opened = await openSweep(open, plan);
  const { page } = opened;
  const count = page.locator('.run-filters [role="status"]');
  await page.getByLabel('Search runs').fill('mmvae++');
  await expect.poll(() => count.textContent()).toBe('15 of 60 runs');
  await page.getByRole('button', { name: 'shared (which values are shown)' }).click();
  await page.getByRole('menuitemcheckbox', { name: '5', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: '10', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => count.textContent()).toBe('10 of 60 runs');
  await page.getByText('Of the 10 runs that the filter leaves.').waitFor();
  expect(await page.locator('.group-row').count()).toBe(2);
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const saved = (await opened.posted()).at(-1);
  expect(saved).toMatchObject({ type: 'saveFile', name: 'sizes-runs', format: 'csv' });
  const lines = saved?.type === 'saveFile' ? saved.content.trimEnd().split('\n') : [];
  expect(lines).toHaveLength(11);
  expect(lines[0]).toMatch(/^run,state,model\.name,model\.shared,seed,r2,r2:rna:adt,/);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => count.textContent()).toBe('');
  await page.close();
});

test('settings are chosen and ranked within each cohort', async () => {
  const cohorts = sweepPlan({
    'model.name': ['mmvae++', 'mvae'],
    'model.shared': [2, 5],
    study: ['brca.crossmodal.json', 'luad.crossmodal.json'],
  });
  // Every score of luad is below every one of brca, where the other model is best.
  const rows = cohorts.runs.map(({ name, at: [model, , study, seed] }) =>
    finishedRow(name, { r2: [0.6, 0.2][study] + [0.05, -0.05][study ? 1 - model : model] + 0.01 * seed }),
  );
  const opened = await openSweep(open, cohorts, { rows });
  const findings = opened.page.locator('[data-view="sweep-findings"]');
  await findings.getByText('In brca, model mmvae++, shared 2 scores best: R² 0.67').waitFor();
  await findings.getByText('In luad, model mvae, shared 2 scores best: R² 0.27').waitFor();
  await findings.getByText('Not the same settings are chosen for each study.').waitFor();
  const groups = opened.page.locator('[data-view="sweep-groups"]');
  expect(await groups.locator('.group-question').allTextContents()).toEqual(['brca', 'luad']);
  expect(await groups.getByRole('rowheader', { name: /select the runs/ }).allTextContents()).toEqual([
    '1',
    '2',
    '3',
    '4',
    '1',
    '2',
    '3',
    '4',
  ]);
  const marked = groups.locator('.group-row', { hasText: 'best' });
  expect(await marked.locator('td:nth-child(5)').allTextContents()).toEqual(['mmvae++', 'mvae']);
  await groups.getByText('Ranked within each study.').waitFor();
  await groups.getByLabel('compare').selectOption('study');
  await expect.poll(() => marked.count()).toBe(0);
  expect(await opened.faults()).toEqual(CLEAN);
  await opened.page.close();
});

test('groups are ranked by the chosen score, of all settings or of one; a click selects their runs', async () => {
  const opened = await openSweep(open, plan);
  const { page } = opened;
  const groups = page.locator('[data-view="sweep-groups"]');
  const first = groups.locator('.group-row').first();
  expect(await first.locator('td').allTextContents()).toEqual([
    '0.336 ± 0.009',
    '',
    'best',
    'mmvae++',
    '10',
    '5',
    '12,800',
  ]);
  await groups.getByLabel('compare').selectOption('model.name');
  await groups.getByText('Each value is averaged over all other settings and seeds.').waitFor();
  expect(await groups.locator('.group-row td:nth-child(5)').allTextContents()).toEqual([
    'mmvae++',
    'mmvae',
    'mopoe',
    'mvae',
  ]);
  expect(await groups.locator('.group-row td:nth-child(6)').allTextContents()).toEqual([
    '15',
    '15',
    '2 of 15',
    '2 of 15',
  ]);
  await groups.getByRole('button', { name: '1: select the runs of model mmvae++' }).click();
  await page.getByText('15 of 60 runs selected').first().waitFor();

  await page.locator('[data-view="sweep-findings"] select').selectOption({ label: 'AUC shared' });
  await groups.getByRole('heading', { name: 'Settings by AUC shared' }).waitFor();
  expect(await first.locator('td:nth-child(2)').textContent()).toBe('0.90 ± 0.00');
  await page.close();
});

test('rows that change are shown; choices, filter and scroll outlive the page', async () => {
  const opened = await openSweep(open, plan, { height: 600 });
  const { page } = opened;
  await page.locator('.runs-holder').evaluate((element) => element.scrollTo(0, 480));
  await page.locator('[data-view="sweep-findings"] select').selectOption({ label: 'AUC shared' });
  await page
    .locator('.ranked-row')
    .nth(12)
    .click({ modifiers: ['Control'] });
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'saved')?.scroll.runs)).toBe(480);
  await opened.send({ type: 'rows', rows: allFinished() });
  await page.getByRole('button', { name: '60 finished' }).waitFor();
  await page.evaluate(() => window.scrollTo(0, 300));
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'saved')?.scroll.page)).toBe(300);
  const saved = await page.evaluate(() => Reflect.get(window, 'saved'));
  await page.close();

  const again = await openSweep(open, plan, { rows: allFinished(), height: 600, saved });
  await expect.poll(() => again.page.locator('.runs-holder').evaluate((element) => element.scrollTop)).toBe(480);
  await expect.poll(() => again.page.evaluate(() => window.scrollY)).toBe(300);
  await again.page.getByRole('heading', { name: 'Settings by AUC shared' }).waitFor();
  await again.page.getByText('1 of 60 runs selected').first().waitFor();
  await again.page.close();
});

test('ten thousand runs: the first paint comes below two seconds, and everything is drawn without a fault', async () => {
  const opened = await open({ of: 'sweep' });
  const { page } = opened;
  // Processor time of the page's own thread: waiting for other work on the machine is not the page's doing.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const text = JSON.stringify({ plan: ten, rows: mixedRows(ten) });
  const before = await busy();
  await page.evaluate(async (messages) => {
    const { plan, rows } = JSON.parse(messages);
    window.postMessage({ type: 'plan', folder: '', plan }, '*');
    window.postMessage({ type: 'rows', rows }, '*');
    const shown = () => document.querySelector('.state-count')?.textContent?.includes('finished') ?? false;
    while (!shown()) await new Promise((next) => requestAnimationFrame(next));
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  }, text);
  expect((await busy()) - before).toBeLessThan(2);
  expect(await page.locator('.runs tbody tr').count()).toBeLessThan(60);
  for (const view of ['sweep-parallel', 'sweep-curves']) await drawn(opened, view);
  expect(await opened.faults()).toEqual(CLEAN);
  expect(await scrollsSideways(page)).toBe(false);
  await page.close();
});
