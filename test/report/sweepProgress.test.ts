import { expect, test } from 'vitest';
import { sweepProgress } from '../../src/report/sweepProgress.ts';
import { type SweepRow, waitingRow } from '../../src/run/sweepRow.ts';

const row = (change: Partial<SweepRow>): SweepRow => ({ ...waitingRow('run'), ...change });

test('counts runs by state, and adds up their seconds', () => {
  const rows = [row({ state: 'finished', seconds: 4 }), row({ state: 'failed', seconds: 1 }), row({})];
  const { runs, counts, seconds, secondsLeft } = sweepProgress(rows);
  expect({ runs, seconds, secondsLeft }).toEqual({ runs: 3, seconds: 5, secondsLeft: null });
  expect(counts).toMatchObject({ finished: 1, failed: 1, waiting: 1, running: 0 });
});

test('what is left takes as long as the finished ones took, side by side as now', () => {
  const finished = [2, 6].map((seconds) => row({ state: 'finished', seconds }));
  const running = [0.25, 0.75].map((share) => row({ state: 'running', share, seconds: 1 }));
  // Four seconds each; one run's worth is left in the running ones, three have not begun; two at a time.
  const rows = [...finished, ...running, row({}), row({}), row({ state: 'queued' })];
  expect(sweepProgress(rows).secondsLeft).toBe(8);
});

test('how long it takes cannot be told before a run is finished, or while none runs', () => {
  expect(sweepProgress([row({ state: 'running', share: 0.5 }), row({})]).secondsLeft).toBe(null);
  expect(sweepProgress([row({ state: 'finished', seconds: 3 }), row({})]).secondsLeft).toBe(null);
});
