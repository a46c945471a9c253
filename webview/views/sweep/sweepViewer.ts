import type { SweepPlan } from '../../../src/run/sweepPlan.ts';
import type { SweepPageState, SweepRun } from '../../state/sweepState.ts';
import type { SweepStore } from '../../state/sweepStore.ts';
import type { Theme } from '../../theme/useTheme.ts';

/** What every view of a sweep's page is given. */
export interface SweepViewProps {
  readonly store: SweepStore;
  readonly state: SweepPageState;
  readonly theme: Theme;
  readonly plan: SweepPlan;
  /** those that the filter leaves, in the plan's order; `state.runs` are all */
  readonly shown: readonly SweepRun[];
  /** every score that any run has */
  readonly scores: readonly string[];
  /** the one that runs are ranked by */
  readonly score: string;
}
