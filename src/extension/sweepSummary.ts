import { basename } from 'node:path';
import { scoreWords } from '../report/scoreWords.ts';
import { groupRuns } from '../report/sweepGroups.ts';
import { changesQuestion } from '../report/sweepQuestions.ts';
import { formatCount } from '../report/words.ts';
import type { SweepActivity } from '../run/sweepMessages.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import { SWEEP_STATES, type SweepRow, type SweepState } from '../run/sweepRow.ts';
import { formatR2 } from './runSummary.ts';

/** One sweep of the workspace, in short. */
export interface SweepEntry {
  readonly folder: string;
  readonly name: string;
  /** what the best is chosen by: see runScores */
  readonly score: string;
  /** runs by state */
  readonly counts: ReadonlyMap<SweepState, number>;
  readonly total: number;
  /** the best settings' mean over seeds; null before the first finished run, and where scores answer different questions */
  readonly best: number | null;
  readonly activity: SweepActivity | null;
}

/** @param rows of the sweep; runs without one are waiting */
export function sweepEntry(
  folder: string,
  plan: SweepPlan,
  rows: ReadonlyMap<string, SweepRow>,
  activity: SweepActivity | null,
): SweepEntry {
  const { score } = plan.sweep;
  const comparable = !plan.axes.some(({ path, values }) => values.length > 1 && changesQuestion(path));
  const groups = comparable ? groupRuns(plan, [...rows.values()], score) : [];
  const means = groups.flatMap((group) => group.score?.mean ?? []);
  const best = means.length === 0 ? null : means.reduce((most, mean) => Math.max(most, mean));
  const counts = new Map<SweepState, number>();
  for (const { name } of plan.runs) {
    const state = rows.get(name)?.state ?? 'waiting';
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return { folder, name: basename(folder, '.sweep'), score, counts, total: plan.runs.length, best, activity };
}

/** "12 of 180 · best R² 0.31": the numbers come first, which a narrow side bar must not cut off. */
export function describeSweep({ counts, total, best, score }: SweepEntry): string {
  const failed = counts.get('failed') ?? 0;
  return [
    `${formatCount(counts.get('finished') ?? 0)} of ${formatCount(total)}`,
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(best === null ? [] : [`best ${scoreWords(score)} ${formatR2(best)}`]),
  ].join(' · ');
}

/** "168 waiting, 12 finished" */
export function statesOf({ counts }: SweepEntry): string {
  return SWEEP_STATES.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [`${formatCount(count)} ${state}`];
  }).join(', ');
}

export function isWorking({ activity }: SweepEntry): boolean {
  return activity !== null && activity.state !== 'idle';
}
