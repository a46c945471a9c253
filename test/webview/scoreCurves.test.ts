import { expect, test } from 'vitest';
import { curveSettings, NO_LINES } from '../../webview/state/curveSettings.ts';
import { RANGES, scoreCurves } from '../../webview/state/scoreCurves.ts';
import { varyingSettings } from '../../webview/state/sweepLines.ts';
import { finishedRow, gridPlan, scoredRow, sweepPlan } from './sweepFixture.ts';

const plan = sweepPlan();
const runs = plan.runs.map(({ at }, index) => ({ index, at, row: scoredRow(plan, index) }));
const settings = varyingSettings(plan);
const [model, shared] = settings;
const AUTOMATIC = { over: null, lines: null };

test('numbers go across and models have a line each, until the user says otherwise', () => {
  expect(curveSettings(settings, AUTOMATIC)).toEqual({ over: shared, by: model, others: [] });
  expect(curveSettings(settings, { over: 'model.name', lines: null })).toMatchObject({ over: model, by: shared });
  expect(curveSettings(settings, { over: null, lines: NO_LINES })).toEqual({ over: shared, by: null, others: [model] });
  expect(curveSettings(settings, { over: 'training.gone', lines: 'gone' })).toMatchObject({ over: shared, by: model });
});

test('a curve is the mean of the finished runs of each value, with their standard deviation', () => {
  const known = [0.1, 0.2, 0.6, 0.5].map((r2, i) => ({
    index: i,
    at: [0, 0, i],
    row: finishedRow(`run-${i}`, { r2 }),
  }));
  known[3] = { ...known[3], at: [0, 2, 0] };
  const running = { ...known[0], row: { ...known[0].row, state: 'running' as const, scores: { r2: 9 } } };
  const [curve, ...others] = scoreCurves([...known, running], shared, model, 'r2');
  expect(others).toEqual([]);
  expect(curve.value).toBe(0);
  // numpy.std([.1, .2, .6], ddof=1) = 0.26457513110645908
  expect(curve.points).toEqual([
    {
      at: 0,
      runs: 3,
      mean: expect.closeTo(0.3, 12),
      sd: expect.closeTo(0.264575131106459, 12),
      scores: expect.any(Array),
    },
    { at: 2, runs: 1, mean: 0.5, sd: null, scores: [{ at: 2, score: 0.5 }] },
  ]);
});

test('curves come in the order of the sweep, points in the order of the numbers', () => {
  const mixed = gridPlan([
    { path: 'model.name', values: ['b', 'a'] },
    { path: 'model.shared', values: [10, 2, 5] },
  ]);
  const all = mixed.runs.map(({ name, at }, index) => ({ index, at, row: finishedRow(name, { r2: index }) }));
  const [by, over] = varyingSettings(mixed);
  const curves = scoreCurves(all, over, by, 'r2');
  expect(curves.map(({ value }) => value)).toEqual([0, 1]);
  expect(curves[0].points.map(({ at }) => at)).toEqual([1, 2, 0]);
  expect(scoreCurves(all, over, null, 'r2')).toHaveLength(1);
});

test('random numbers are taken in ranges, every run in one of them', () => {
  const values = Array.from({ length: 100 }, (_, i) => ((i * 0.618034) % 1) + 0.001);
  const drawn = gridPlan([{ path: 'training.beta', values }]);
  const all = drawn.runs.map(({ name, at }, index) => ({
    index,
    at,
    row: finishedRow(name, { r2: values[at[0]] }),
  }));
  const [{ points }] = scoreCurves(all, varyingSettings(drawn)[0], null, 'r2');
  expect(points).toHaveLength(RANGES);
  expect(points.reduce((sum, { runs }) => sum + runs, 0)).toBe(100);
  for (const { runs: count } of points) expect(count === 12 || count === 13).toBe(true);
  // The mean of a range lies close to its middle, and they rise.
  for (const { at, mean } of points) expect(Math.abs(mean - values[at])).toBeLessThan(0.02);
  expect(points.map(({ mean }) => mean)).toEqual(points.map(({ mean }) => mean).toSorted((a, b) => a - b));
});

test('nothing scored, no curve', () => {
  expect(scoreCurves(runs, shared, model, 'auc:gone')).toEqual([]);
});
