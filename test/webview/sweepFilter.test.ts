import { expect, test } from 'vitest';
import { NO_FILTER, type SweepFilter } from '../../webview/state/sweepChoice.ts';
import { filterRuns, isFiltering, keepRange, keepValues, valueKey } from '../../webview/state/sweepFilter.ts';
import { scoredRow, sweepPlan } from './sweepFixture.ts';

const plan = sweepPlan({ 'model.name': ['mmvae++', 'mmvae'], 'model.hidden': [[64], [64, 64]] }, 2);
const runs = plan.runs.map(({ at }, index) => ({ index, at, row: scoredRow(plan, index) }));
const left = (filter: Partial<SweepFilter>, among = runs) =>
  filterRuns(among, plan.axes, { ...NO_FILTER, ...filter }).map(({ index }) => index);

test('without a filter all runs stay, in their order', () => {
  expect(left({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(isFiltering(NO_FILTER)).toBe(false);
});

test('values of several settings are kept together, lists among them', () => {
  const filter = keepValues(keepValues(NO_FILTER, 'model.hidden', [valueKey([64, 64])]), 'seed', [valueKey(1)]);
  expect(left(filter)).toEqual([3, 7]);
  expect(left(keepValues(filter, 'seed', null))).toEqual([2, 3, 6, 7]);
  expect(left(keepValues(NO_FILTER, 'model.name', []))).toEqual([]);
});

test('a range of a score leaves out the runs without it', () => {
  const some = runs.with(4, { ...runs[4], row: scoredRow(plan, 4, { scores: { r2: null } }) });
  const [low, high] = [Math.min(...runs.map(({ row }) => row.scores['r2'] ?? 0)), 1];
  expect(left(keepRange(NO_FILTER, 'r2', [low, high]), some)).toEqual([0, 1, 2, 3, 5, 6, 7]);
  expect(left(keepRange(NO_FILTER, 'auc:none', [0, 1]))).toEqual([]);
});

test('every word is looked for in names, settings with their values, and notes', () => {
  const some = runs.with(5, { ...runs[5], row: scoredRow(plan, 5, { state: 'failed', note: 'The disk is full.' }) });
  expect(left({ text: 'DISK full' }, some)).toEqual([5]);
  expect(left({ text: 'mmvae++ seed' })).toEqual([0, 1, 2, 3]);
  expect(left({ text: 'run-1-1-1' })).toEqual([7]);
  expect(left({ states: ['failed'] }, some)).toEqual([5]);
  expect(isFiltering({ ...NO_FILTER, text: '  ' })).toBe(false);
});
