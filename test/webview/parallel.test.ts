import { describe, expect, test } from 'vitest';
import { waitingRow } from '../../src/run/sweepRow.ts';
import { nearestLine } from '../../webview/parallel/lineLayer.ts';
import { NO_SCORE, parallel } from '../../webview/parallel/parallel.ts';
import { filterBy, moveRange, type Range, rangesOf } from '../../webview/parallel/ranges.ts';
import { NO_FILTER } from '../../webview/state/sweepChoice.ts';
import { filterRuns } from '../../webview/state/sweepFilter.ts';
import { groupLines, runLines, varyingSettings } from '../../webview/state/sweepLines.ts';
import { finishedRow, gridPlan, scoredRow, sweepPlan } from './sweepFixture.ts';

const plan = sweepPlan();
const runs = plan.runs.map(({ at }, index) => ({ index, at, row: scoredRow(plan, index) }));
const settings = varyingSettings(plan);
const lines = groupLines(plan, runs, settings, ['auc:shared', 'r2']);
const data = parallel(
  settings.map(({ scale }) => scale),
  [
    { name: 'auc:shared', title: 'AUC shared' },
    { name: 'r2', title: 'R²' },
  ],
  lines,
);
const [models, shared, , r2] = data.axes;
const modelValues = plan.axes[0].values;
const all: Range = [-1, 1];

describe('lines over axes', () => {
  test('a line for each setting is the mean over its seeds', () => {
    expect(lines).toHaveLength(12);
    const [first] = lines;
    expect(first.runs).toEqual([0, 1, 2, 3, 4]);
    const scores = first.runs.map((run) => runs[run].row.scores['r2'] ?? Number.NaN);
    expect(first.scores[1]).toBeCloseTo(scores.reduce((sum, one) => sum + one, 0) / 5, 12);
    expect(first.title).toBe('model mmvae++ · shared 2');
    expect(first.detail).toMatch(/^R² 0\.\d\d ± 0\.\d\d, 5 runs$/);
  });

  test('the seed has no axis, and a setting of one value has none', () => {
    expect(data.axes.map(({ title }) => title)).toEqual(['model', 'shared', 'AUC shared', 'R²']);
    const fixed = gridPlan([
      { path: 'model.name', values: ['mvae'] },
      { path: 'seed', values: [0, 1] },
    ]);
    expect(varyingSettings(fixed)).toEqual([]);
  });

  test('names are read from the top down, numbers rise', () => {
    const height = (axis: typeof models) => axis.ticks.map(({ height, text }) => [text, height]);
    expect(height(models).map(([text]) => text)).toEqual(['mmvae++', 'mmvae', 'mopoe', 'mvae']);
    const heights = models.ticks.map(({ height }) => height);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    expect(shared.ticks[0].height).toBeLessThan(shared.ticks[2].height);
  });

  test('every line stays within its axes; among lines of one value the higher score is higher', () => {
    expect(Math.min(...data.heights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...data.heights)).toBeLessThanOrEqual(1);
    const [small, , large] = [0, 1, 2].map((i) => ({ line: lines[i], height: data.heights[i * 4] }));
    expect(large.line.scores[1] ?? 0).toBeGreaterThan(small.line.scores[1] ?? 0);
    expect(large.height).toBeGreaterThan(small.height);
  });

  test('a run without a score ends below the axis, and is not coloured', () => {
    const some = [
      { index: 0, at: plan.runs[0].at, row: waitingRow('run-0-0-0') },
      { index: 1, at: plan.runs[1].at, row: finishedRow('run-0-0-1', { r2: 0.5 }) },
    ];
    const drawn = parallel([], [{ name: 'r2', title: 'R²' }], runLines(some, [], ['r2']));
    expect([...drawn.heights]).toEqual([Math.fround(NO_SCORE), 0.5]);
    expect(drawn.steps[0]).toBe(0);
    expect(drawn.steps[1]).toBeGreaterThan(0);
  });

  test('a score far below zero does not squeeze the others: it is drawn at −1', () => {
    const low = [0.5, -40].map((score, i) => ({ index: i, at: [i], row: finishedRow(`run-${i}`, { r2: score }) }));
    const drawn = parallel([], [{ name: 'r2', title: 'R²' }], runLines(low, [], ['r2']));
    expect(drawn.axes[0]).toMatchObject({ domain: [-1, 0.5] });
  });

  test('scores that differ by rounding alone are one value, in the middle', () => {
    const alike = [0.9, 0.9 + 2 ** -53].map((score, i) => ({
      index: i,
      at: [i],
      row: finishedRow(`run-${i}`, { r2: score }),
    }));
    const drawn = parallel([], [{ name: 'r2', title: 'R²' }], runLines(alike, [], ['r2']));
    expect([...drawn.heights]).toEqual([0.5, 0.5].map((height) => expect.closeTo(height, 6)));
    expect(drawn.axes[0].ticks.map(({ text }) => text)).toContain('0.90');
  });

  test('the line under the pointer is found, of those that are lit', () => {
    const frame = { x: [0, 100, 200, 300], top: 0, height: 200 };
    const y = (line: number, axis: number) => (1 - data.heights[line * 4 + axis]) * 200;
    const between = { x: 50, y: (y(7, 0) + y(7, 1)) / 2 };
    const lit = new Uint8Array(12).fill(1);
    expect(nearestLine(data, frame, lit, between, 4)).toBe(7);
    lit[7] = 0;
    expect(nearestLine(data, frame, lit, between, 0.01)).toBe(-1);
  });
});

describe('a range on an axis', () => {
  test('of names keeps the values in it; all of them is no filter', () => {
    const [top, second] = models.stops.toReversed();
    const filter = filterBy(NO_FILTER, models, [second, top], modelValues, all);
    expect(filter.settings).toEqual({ 'model.name': ['"mmvae++"', '"mmvae"'] });
    expect(filterRuns(runs, plan.axes, filter)).toHaveLength(30);
    expect(filterBy(filter, models, [0, 1], modelValues, all)).toEqual(NO_FILTER);
    expect(filterBy(filter, models, null, modelValues, all)).toEqual(NO_FILTER);
    // Between two values lies nothing.
    expect(filterBy(NO_FILTER, models, [top - 0.03, top - 0.02], modelValues, all)).toEqual(NO_FILTER);
  });

  test('of scores keeps what lies between, at the ends also what lies beyond', () => {
    if (r2.kind !== 'score') throw new Error('the last axis is the score');
    const [low, high] = r2.domain;
    const upper = filterBy(NO_FILTER, r2, [0.5, 1], [], [-3, 0.9]);
    expect(upper.scores['r2'][0]).toBeCloseTo((low + high) / 2, 12);
    expect(upper.scores['r2'][1]).toBe(0.9);
    expect(filterBy(upper, r2, [-0.02, 1.02], [], all)).toEqual(NO_FILTER);
  });

  test('is drawn where it lets lines through, in parts where they are apart', () => {
    const filter = { ...NO_FILTER, settings: { 'model.name': ['"mmvae++"', '"mopoe"', '"mvae"'] } };
    const ranges = rangesOf(filter, models, modelValues) ?? [];
    expect(ranges).toHaveLength(2);
    expect(ranges[0][0]).toBeCloseTo(0, 6);
    expect(ranges[1][1]).toBeCloseTo(1, 6);
    expect(rangesOf(NO_FILTER, models, modelValues)).toBeNull();
  });

  test('follows the keys: from an end, along the values, wider with Shift', () => {
    const stops = [0.1, 0.5, 0.9];
    expect(moveRange(stops, null, true, false, 0)).toEqual([0.9, 0.9]);
    expect(moveRange(stops, null, false, false, 0)).toEqual([0.1, 0.1]);
    expect(moveRange(stops, [0.1, 0.1], true, false, 0)).toEqual([0.5, 0.5]);
    expect(moveRange(stops, [0.1, 0.1], true, true, 0)).toEqual([0.1, 0.5]);
    expect(moveRange(stops, [0.1, 0.5], false, true, 0)).toEqual([0.1, 0.1]);
    expect(moveRange(stops, [0.5, 0.9], true, false, 0)).toEqual([0.5, 0.9]);
    // A range of scores has an extent.
    expect(moveRange([0, 0.5, 1], null, true, false, 1)).toEqual([0.5, 1]);
    expect(moveRange([0, 0.5, 1], [0.5, 1], false, true, 1)).toEqual([0.5, 1]);
  });
});
