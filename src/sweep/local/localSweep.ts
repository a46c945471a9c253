/** Runs to make on this machine. */
export interface LocalSweep {
  /** of the sweep */
  readonly folder: string;
  /** tells which runs to make; asked once nobody else can make any */
  readonly runs: () => Promise<readonly string[]>;
  /** tells which runs others are at, outside of any scheduler: trainers outlive a command that was killed */
  readonly others: () => Promise<readonly string[]>;
  /** trainings side by side */
  readonly jobs: number;
  /** stop after so many failed runs */
  readonly failures: number;
  /** stop a run that takes longer; undefined: none is stopped */
  readonly minutes: number | undefined;
  /** the bundled trainer */
  readonly trainer: string;
  /** stop: trainings save a checkpoint, and go on from there the next time */
  readonly signal: AbortSignal;
  readonly hear: (event: LocalSweepEvent) => void;
}

/** What happens meanwhile. */
export type LocalSweepEvent =
  | { readonly type: 'begun'; readonly run: string }
  | { readonly type: 'progress'; readonly run: string; readonly share: number; readonly secondsLeft: number | null }
  /** somebody else is at it, which is waited for */
  | { readonly type: 'awaited'; readonly run: string }
  /** its trainer died; it is taken up again */
  | { readonly type: 'again'; readonly run: string; readonly message: string }
  | { readonly type: 'finished' | 'stopped' | 'timeout'; readonly run: string }
  | ({ readonly type: 'failed' } & FailedRun);

export interface FailedRun {
  readonly run: string;
  readonly message: string;
  /** whether it is the user's to mend: exit code 2 */
  readonly user: boolean;
}

export interface LocalSweepResult {
  readonly finished: number;
  /** their best is kept; they go on the next time */
  readonly stopped: number;
  /** their time was up: their best is kept, and they go on when that is asked for */
  readonly timeouts: number;
  readonly failed: readonly FailedRun[];
  /** why it ended */
  readonly ended: 'nothing left' | 'stopped' | 'too many failures';
}
