import type { SweepRow } from '../run/sweepRow.ts';
import type { LostRun, QueuedRun } from './sweepQueue.ts';

/** All that tells how a run stands. */
export interface Evidence {
  /** what its run file says; null where there is none that can be read */
  readonly said: Pick<SweepRow, 'state' | 'note' | 'job'> | null;
  /** its folder exists */
  readonly begun: boolean;
  /** why it came to nothing, where its run file does not say */
  readonly error: string | null;
  /** why it was stopped, where its time was up */
  readonly timeout: string | null;
  /** a process holds its folder */
  readonly held: boolean;
  /** its place in the queue of a scheduler */
  readonly queued: QueuedRun | undefined;
  /** how it left that queue */
  readonly lost: LostRun | undefined;
}

/** How a run stands, and what there is to say of it. What its folder says counts for more than a queue, which may be seconds old. */
export function rowState({
  said,
  begun,
  error,
  timeout,
  held,
  queued,
  lost,
}: Evidence): Pick<SweepRow, 'state' | 'note'> {
  if (said?.state === 'finished') return { state: 'finished', note: null };
  if (held) return { state: 'running', note: null };
  const ended = said !== null && said.state !== 'running';
  // The queue is the older of the two where it has the very task running that has ended.
  const stale = ended && queued?.state === 'running' && queued.job === said.job;
  // Else it was submitted again after it was stopped, failed or lost; or its process has only just begun.
  if (queued && !stale) return { state: queued.state, note: queued.note };
  if (said?.state === 'stopped' && timeout !== null) return { state: 'timeout', note: timeout };
  if (ended) return { state: said.state, note: said.note ?? lost?.note ?? null };
  if (error !== null) return { state: 'failed', note: error };
  if (lost) return { state: lost.state, note: lost.note };
  if (!begun) return { state: 'waiting', note: null };
  return { state: 'interrupted', note: `Its process ended without a word${said ? `, at ${said.note}` : ''}.` };
}
