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

/** What a scheduler says of the runs of one sweep. */
export interface SweepQueue {
  /** those in its queue, by name */
  readonly runs: ReadonlyMap<string, QueuedRun>;
  /** those that were submitted and have left it for good, with the reason in words; of a run that has ended this says nothing */
  readonly lost: ReadonlyMap<string, string>;
}

/** Of a sweep that was never submitted. */
export const NO_QUEUE: SweepQueue = { runs: new Map(), lost: new Map() };
