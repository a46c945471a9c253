import { expect, test } from 'vitest';
import { litLines } from '../../webview/state/litLines.ts';
import { NO_FILTER } from '../../webview/state/sweepChoice.ts';
import { filterRuns, keepRange, keepValues } from '../../webview/state/sweepFilter.ts';
import { groupLines, runLines, varyingSettings } from '../../webview/state/sweepLines.ts';
import { mixedRows, sweepPlan } from './sweepFixture.ts';

const plan = sweepPlan();
const runs = mixedRows(plan).map((row, index) => ({ index, at: plan.runs[index].at, row }));
const settings = varyingSettings(plan);
const means = ['auc:shared', 'r2'];
const each = runLines(runs, settings, means);
const groups = groupLines(plan, runs, settings, means);
const litOf = (lit: Uint8Array) => [...lit.keys()].filter((i) => lit[i] === 1);

test.each([
  ['nothing', NO_FILTER],
  ['a state', { ...NO_FILTER, states: ['finished' as const] }],
  ['words', { ...NO_FILTER, text: 'mmvae++ shared' }],
  ['values', keepValues(NO_FILTER, 'model.shared', ['5', '10'])],
  ['a range', keepRange(NO_FILTER, 'r2', [0.2, 0.3])],
])('a line for each run: %s is filtered as in the table of runs', (_what, filter) => {
  const left = filterRuns(runs, plan.axes, filter).map(({ index }) => index);
  expect(litOf(litLines(each, runs, plan.axes, filter, []))).toEqual(left);
  expect(left.length).toBeGreaterThan(0);
});

test('means stay where any of their runs does, and by their own score', () => {
  const failed = { ...NO_FILTER, states: ['failed' as const] };
  const kept = litOf(litLines(groups, runs, plan.axes, failed, means));
  const holds = groups.map(({ runs: of }) => of.some((run) => runs[run].row.state === 'failed'));
  expect(kept).toEqual([...groups.keys()].filter((i) => holds[i]));
  expect(kept.length).toBeGreaterThan(0);

  const scores = groups.map((line) => line.scores[1] ?? Number.NaN);
  const filter = keepRange(NO_FILTER, 'r2', [0.22, 0.29]);
  expect(litOf(litLines(groups, runs, plan.axes, filter, means))).toEqual(
    [...groups.keys()].filter((i) => scores[i] >= 0.22 && scores[i] <= 0.29),
  );
});
