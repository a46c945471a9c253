import { expect, test } from 'vitest';
import { describeSweep, isWorking, statesOf, sweepEntry } from '../../src/extension/sweepSummary.ts';
import { type SweepRow, waitingRow } from '../../src/run/sweepRow.ts';
import { planOf } from '../sweep/sweepOnDisk.ts';

const plan = planOf(['a', 'b', 'c', 'd']);
const row = (name: string, change: Partial<SweepRow>): [string, SweepRow] => [name, { ...waitingRow(name), ...change }];

test('a sweep in short: how far it is, what failed, and the best of its finished runs', () => {
  const rows = new Map([
    row('a', { state: 'finished', scores: { r2: 0.3 } }),
    row('b', { state: 'failed', scores: { r2: 0.9 } }),
    row('c', { state: 'finished', scores: { r2: 0.314 } }),
  ]);
  const entry = sweepEntry('/lab/crossmodal-runs/sizes.sweep', plan, rows, null);
  expect(entry.name).toBe('sizes');
  expect(describeSweep(entry)).toBe('2 of 4 · 1 failed · best R² 0.31');
  expect(statesOf(entry)).toBe('1 waiting, 2 finished, 1 failed');
  expect(isWorking(entry)).toBe(false);
});

test('the best is that of settings over their seeds, and not of one lucky run', () => {
  const sizes = {
    ...plan,
    axes: [
      { path: 'model.shared', values: [2, 5] },
      { path: 'seed', values: [0, 1] },
    ],
    runs: ['a', 'b', 'c', 'd'].map((name, i) => ({ name, at: [i >> 1, i & 1] })),
  };
  const rows = new Map([0.5, 0.1, 0.3, 0.36].map((r2, i) => row('abcd'[i], { state: 'finished', scores: { r2 } })));
  expect(describeSweep(sweepEntry('/lab/crossmodal-runs/sizes.sweep', sizes, rows, null))).toBe(
    '4 of 4 · best R² 0.33',
  );
});

test('a sweep that has only begun has no best', () => {
  const rows = new Map([row('a', { state: 'running', scores: { r2: 0.3 } })]);
  const activity = { executor: 'local', state: 'working', text: '1 training' } as const;
  const entry = sweepEntry('/lab/crossmodal-runs/sizes.sweep', plan, rows, activity);
  expect(describeSweep(entry)).toBe('0 of 4');
  expect(isWorking(entry)).toBe(true);
});

test('a sweep over cohorts has no best: scores of different ones cannot be compared', () => {
  const cohorts = { ...plan, axes: [{ path: 'study', values: ['a', 'b', 'c', 'd'] }] };
  const rows = new Map([row('a', { state: 'finished', scores: { r2: 0.3 } })]);
  expect(describeSweep(sweepEntry('/lab/crossmodal-runs/sizes.sweep', cohorts, rows, null))).toBe('1 of 4');
});
