import type { SweepPlan } from './sweepPlan.ts';
import type { SweepRow } from './sweepRow.ts';

export interface KnownSweep {
  readonly plan: SweepPlan;
  readonly rows: readonly SweepRow[];
}

/** The chosen settings of a sweep, scored on the samples that chose nothing. */
export interface KnownFinal extends KnownSweep {
  /** how many these are, by name of a run that was scored on them: of each question one that is finished */
  readonly samples: Readonly<Record<string, number>>;
  /** runs of other choices that were scored on them */
  readonly otherRuns: number;
}
