/** A run that a scheduler has accepted. */
export interface QueuedRun {
  readonly state: 'queued' | 'running';
  /** what it waits for, in words */
  readonly note: string | null;
  /** "slurm 12_3" */
  readonly job: string;
  /** the machine that it runs on */
  readonly host: string | null;
}

/** A run that was submitted and has left the queue for good, unfinished. */
export interface LostRun {
  /** failed: it said itself what was wrong, and will say so again until that is put right */
  readonly state: 'interrupted' | 'failed';
  /** why, in words */
  readonly note: string;
}

/** What a scheduler says of the runs of one sweep. */
export interface SweepQueue {
  /** those in its queue, by name */
  readonly runs: ReadonlyMap<string, QueuedRun>;
  /** those that have left it; what a run's own folder says of its end counts for more */
  readonly lost: ReadonlyMap<string, LostRun>;
}

/** Of a sweep that was never submitted. */
export const NO_QUEUE: SweepQueue = { runs: new Map(), lost: new Map() };
