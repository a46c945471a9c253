import type { KnownFinal } from '../../src/run/knownFinal.ts';
import type { SweepActivity } from '../../src/run/sweepMessages.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import type { SweepRow } from '../../src/run/sweepRow.ts';
import type { SweepChoice } from './sweepChoice.ts';

/** A run of the plan as it stands. The same object until its row changes. */
export interface SweepRun {
  /** place in the plan */
  readonly index: number;
  /** its value on each axis of the plan, an index */
  readonly at: readonly number[];
  readonly row: SweepRow;
}

export type SweepRequest = 'continue' | 'retry' | 'stop' | 'final';

/** All that the page of a sweep knows. */
export interface SweepPageState {
  /** null before the plan has arrived */
  readonly plan: SweepPlan | null;
  readonly folder: string;
  /** every run of the plan, in its order */
  readonly runs: readonly SweepRun[];
  /** null before the host has told */
  readonly activity: SweepActivity | null;
  /** what the choice of settings is worth; null before anybody asked for that */
  readonly final: KnownFinal | null;
  readonly problem: string | null;
  /** what the user asked for, until the host shows it */
  readonly pending: SweepRequest | null;
  /** names of runs that the user picked, in the table or in a plot */
  readonly selected: ReadonlySet<string>;
  readonly choice: SweepChoice;
}

/** Before anything has arrived. */
export const EMPTY_SWEEP: Omit<SweepPageState, 'choice' | 'selected'> = {
  plan: null,
  folder: '',
  runs: [],
  activity: null,
  final: null,
  problem: null,
  pending: null,
};
