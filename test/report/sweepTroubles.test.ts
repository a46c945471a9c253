import { expect, test } from 'vitest';
import { sweepTroubles } from '../../src/report/sweepTroubles.ts';
import { type SweepRow, type SweepState, waitingRow } from '../../src/run/sweepRow.ts';

const row = (name: string, state: SweepState, note: string | null): SweepRow => ({ ...waitingRow(name), state, note });

test('runs are gathered by reason, numbers aside, the most frequent first', () => {
  const rows = [
    row('a', 'failed', 'The disk is full.'),
    row('b', 'failed', 'The loss became NaN in epoch 3.'),
    row('c', 'failed', 'The loss became NaN in epoch 41.'),
    row('d', 'interrupted', 'The loss became NaN in epoch 3.'),
    row('e', 'interrupted', null),
    row('f', 'finished', 'not of interest'),
    row('g', 'stopped', null),
  ];
  const found = sweepTroubles(rows).map(({ state, note, rows }) => [
    state,
    note,
    rows.map(({ name }) => name).join(''),
  ]);
  expect(found).toEqual([
    ['failed', 'The loss became NaN in epoch 3.', 'bc'],
    ['failed', 'The disk is full.', 'a'],
    ['interrupted', 'The loss became NaN in epoch 3.', 'd'],
    ['interrupted', null, 'e'],
  ]);
});
