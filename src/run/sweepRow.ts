/**
 * A run of a sweep as it stands: waiting (nothing of it exists), queued (in Slurm's queue), running, finished, stopped (by
 * somebody, with its best kept), timeout (the same, because its time was up), failed (it said why), interrupted (it was begun or submitted, and nobody works on it).
 */
export const SWEEP_STATES = [
  'waiting',
  'queued',
  'running',
  'finished',
  'stopped',
  'timeout',
  'failed',
  'interrupted',
] as const;
export type SweepState = (typeof SWEEP_STATES)[number];

/** What a sweep knows of one run, from its folder and the queue. */
export interface SweepRow {
  readonly name: string;
  readonly state: SweepState;
  /** why it failed or was lost, what it waits for; null: nothing to say */
  readonly note: string | null;
  /** of its training, 0 to 1 */
  readonly share: number;
  /** of training and scoring so far; null before it begins */
  readonly seconds: number | null;
  /** "tensorflow" or "wasm", and why this one; null before it begins */
  readonly engine: { readonly name: string; readonly note: string } | null;
  /** machine, and job of its scheduler ("slurm 12_3"); null where it is not known */
  readonly host: string | null;
  readonly job: string | null;
  /** weights of the model, which is how simple it is; null before it begins */
  readonly parameters: number | null;
  readonly warnings: number;
  /** as of its last evaluation, by the names of runScores; empty before the first */
  readonly scores: Readonly<Record<string, number | null>>;
}

/** A run of which there is nothing yet. */
export function waitingRow(name: string): SweepRow {
  return {
    name,
    state: 'waiting',
    note: null,
    share: 0,
    seconds: null,
    engine: null,
    host: null,
    job: null,
    parameters: null,
    warnings: 0,
    scores: {},
  };
}
