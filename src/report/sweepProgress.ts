import type { SweepRow, SweepState } from '../run/sweepRow.ts';

/** How far a sweep is. */
export interface SweepProgress {
  readonly runs: number;
  readonly counts: Readonly<Record<SweepState, number>>;
  /** of all runs so far, one after another */
  readonly seconds: number;
  /** until all are made, by the mean of those that are finished; null where that cannot be told */
  readonly secondsLeft: number | null;
}

/** Adds up the rows of all runs. The time that is left holds while as many run side by side as now. */
export function sweepProgress(rows: readonly SweepRow[]): SweepProgress {
  const counts: Record<SweepState, number> = {
    waiting: 0,
    queued: 0,
    running: 0,
    finished: 0,
    stopped: 0,
    timeout: 0,
    failed: 0,
    interrupted: 0,
  };
  let seconds = 0;
  let finishedSeconds = 0;
  /** in runs */
  let left = 0;
  for (const row of rows) {
    counts[row.state]++;
    seconds += row.seconds ?? 0;
    if (row.state === 'finished') finishedSeconds += row.seconds ?? 0;
    if (row.state === 'running') left += 1 - row.share;
    if (row.state === 'waiting' || row.state === 'queued') left += 1;
  }
  const known = counts.running > 0 && counts.finished > 0;
  const secondsLeft = known ? ((finishedSeconds / counts.finished) * left) / counts.running : null;
  return { runs: rows.length, counts, seconds, secondsLeft };
}
