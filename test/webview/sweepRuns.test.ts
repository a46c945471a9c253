import { expect, test } from 'vitest';
import { type SweepRow, waitingRow } from '../../src/run/sweepRow.ts';
import { intervalLimits, rankedGroups, standardInterval } from '../../webview/state/groupRanking.ts';
import { runColumns, shownColumns } from '../../webview/state/runColumns.ts';
import { sortRuns } from '../../webview/state/runOrder.ts';
import { runsCsv } from '../../webview/state/runsCsv.ts';
import { scoreNames } from '../../webview/state/sweepScores.ts';
import { parseCsv } from '../parseCsv.ts';
import { finishedRow, scoredRow, sweepPlan } from './sweepFixture.ts';

const plan = sweepPlan({ 'model.name': ['mvae', 'mmvae'], 'model.hidden': [[64], [64, 64]] }, 2);
const runsOf = (rows: readonly SweepRow[]) => plan.runs.map(({ at }, index) => ({ index, at, row: rows[index] }));
const finished = runsOf(plan.runs.map((_, i) => scoredRow(plan, i)));
const ids = (runs: typeof finished) => {
  const all = runColumns(plan, runs, scoreNames(runs));
  return { all: all.map(({ id }) => id), shown: shownColumns(all, { columns: {} }).map(({ id }) => id) };
};

test('columns are there for what runs have, and are hidden where all have the same', () => {
  const { all, shown } = ids(finished);
  expect(all).toEqual([
    'state',
    'setting model.name',
    'setting model.hidden',
    'setting seed',
    'seconds',
    'score r2',
    'score r2:rna:adt',
    'score r2:adt:rna',
    'score auc:shared',
    'score auc:private_rna',
    'score auc:private_adt',
    'parameters',
    'engine',
    'host',
  ]);
  expect(all.filter((id) => !shown.includes(id))).toEqual(['engine', 'host']);
  const elsewhere = finished.with(3, { ...finished[3], row: scoredRow(plan, 3, { host: 'node8', warnings: 1 }) });
  expect(ids(elsewhere).shown.slice(-3)).toEqual(['parameters', 'warnings', 'host']);
  expect(ids(runsOf(plan.runs.map(({ name }) => waitingRow(name)))).shown).toEqual([
    'state',
    'setting model.name',
    'setting model.hidden',
    'setting seed',
    'score r2',
  ]);
});

test('runs sort by any column: settings in the order of the file, no value last in both directions', () => {
  const some = finished
    .with(0, { ...finished[0], row: waitingRow('run') })
    .with(1, { ...finished[1], row: scoredRow(plan, 1, { scores: { r2: null } }) });
  const columns = runColumns(plan, some, scoreNames(some));
  const order = (by: string, descending: boolean) =>
    sortRuns(some, columns, { by, descending }).map(({ index }) => index);
  const r2 = (index: number) => some[index].row.scores['r2'] ?? Number.NaN;
  const high = order('score r2', true);
  expect(high.slice(-2)).toEqual([0, 1]);
  expect(high.slice(0, -2).map(r2)).toEqual([2, 3, 4, 5, 6, 7].map(r2).sort((a, b) => b - a));
  expect(order('score r2', false)).toEqual([...high.slice(0, -2).reverse(), 0, 1]);
  expect(order('setting model.name', true)).toEqual([4, 5, 6, 7, 0, 1, 2, 3]);
  expect(order('setting seed', false)).toEqual([0, 2, 4, 6, 1, 3, 5, 7]);
  expect(order('state', false)[0]).toBe(0);
  expect(order('no such column', true)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('the CSV holds every setting, fact and score, and reads back', () => {
  const rows = [
    scoredRow(plan, 2, { note: 'two lines,\nand "quotes"' }),
    { ...waitingRow(plan.runs[7].name), state: 'failed' as const },
  ];
  const runs = [
    { ...finished[2], row: rows[0] },
    { ...finished[7], row: rows[1] },
  ];
  const { header, rows: read } = parseCsv(runsCsv(plan, runs, ['r2', 'auc:shared']));
  const [first, second] = read;
  const cells = (row: string[]) => Object.fromEntries(header.map((name, i) => [name, row[i]]));
  expect(cells(first)).toMatchObject({
    run: plan.runs[2].name,
    state: 'finished',
    'model.name': 'mvae',
    'model.hidden': '[64,64]',
    seed: '0',
    'auc:shared': '0.9',
    host: 'node7',
    note: 'two lines,\nand "quotes"',
  });
  expect(Number(first[header.indexOf('r2')])).toBeCloseTo(rows[0].scores['r2'] ?? Number.NaN, 6);
  expect(cells(second)).toMatchObject({ state: 'failed', r2: '', seconds: '', engine: '' });
});

test('groups rank by mean, those without a score last; limits hold every interval', () => {
  const scores = [0.1, 0.3, 0.5, 0.5, null, null, -0.2, 0];
  const runs = runsOf(plan.runs.map(({ name }, i) => finishedRow(name, { r2: scores[i] })));
  const groups = rankedGroups(plan, runs, 'r2', null);
  expect(groups.map(({ score }) => score?.mean ?? null)).toEqual([0.5, 0.2, -0.1, null]);
  // Of 0.1 and 0.3: sd √0.02, standard error 0.1. Of −0.2 and 0 the same.
  const intervals = groups.flatMap(({ score }) => (score ? [standardInterval(score)] : []));
  expect(intervals.flat().map((value) => value.toFixed(6))).toEqual([
    '0.500000',
    '0.500000',
    '0.100000',
    '0.300000',
    '-0.200000',
    '0.000000',
  ]);
  const [low, high] = intervalLimits(groups);
  expect([low.toFixed(6), high.toFixed(6)]).toEqual(['-0.200000', '0.500000']);
  expect(intervalLimits([])).toEqual([0, 1]);
  const one = runs.with(0, { ...runs[0], row: scoredRow(plan, 0, { scores: { r2: -0.15 } }) }).slice(0, 1);
  const [below, above] = intervalLimits(rankedGroups(plan, one, 'r2', null));
  expect([below.toFixed(2), above.toFixed(2)]).toEqual(['-0.20', '-0.10']);
  expect(rankedGroups(plan, runs, 'r2', 'model.name').map(({ score }) => score?.runs)).toEqual([4, 2]);
  expect(rankedGroups(plan, [], 'r2', null)).toEqual([]);
});
