import { type GroupScore, groupRuns, type SweepGroup } from '../../src/report/sweepGroups.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import type { SweepRun } from './sweepState.ts';

/** The groups of some runs of a sweep, highest mean first; those without a score last, in the plan's order. */
export function rankedGroups(
  plan: SweepPlan,
  runs: readonly SweepRun[],
  score: string,
  by: string | null,
): SweepGroup[] {
  const some = { axes: plan.axes, runs: runs.map(({ index }) => plan.runs[index]) };
  const groups = groupRuns(
    some,
    runs.map(({ row }) => row),
    score,
    by,
  );
  return groups.sort((a, b) => meanOf(b) - meanOf(a) || 0);
}

function meanOf({ score }: SweepGroup): number {
  return score?.mean ?? Number.NEGATIVE_INFINITY;
}

/** On either side of one score alone. */
const ALONE = 0.05;

/** Lowest and highest of all intervals of one standard error around a mean; [0, 1] where there is none. */
export function intervalLimits(groups: readonly SweepGroup[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { score } of groups) {
    if (!score) continue;
    const [from, to] = standardInterval(score);
    low = Math.min(low, from);
    high = Math.max(high, to);
  }
  if (low === high) return [low - ALONE, high + ALONE];
  return low < high ? [low, high] : [0, 1];
}

/** One standard error to either side of the mean; of one run the mean alone. */
export function standardInterval({ mean, standardError }: GroupScore): readonly [number, number] {
  return [mean - (standardError ?? 0), mean + (standardError ?? 0)];
}
