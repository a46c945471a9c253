import { OVERALL_R2 } from '../../src/run/runScores.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import type { SweepChoice } from './sweepChoice.ts';
import type { SweepRun } from './sweepState.ts';

/** Names of all scores that any run has: R² overall, by direction, AUC by block, as the runs have them. */
export function scoreNames(runs: readonly SweepRun[]): string[] {
  const names = new Set([OVERALL_R2]);
  for (const { row } of runs) for (const name in row.scores) names.add(name);
  return [...names].sort((a, b) => rank(a) - rank(b));
}

function rank(name: string): number {
  if (name === OVERALL_R2) return 0;
  return name.startsWith('r2:') ? 1 : 2;
}

/** The score that runs are ranked by: the chosen one, where any run has it, else that of the sweep file. */
export function currentScore(plan: SweepPlan, names: readonly string[], { score }: SweepChoice): string {
  return score !== null && names.includes(score) ? score : plan.sweep.score;
}
