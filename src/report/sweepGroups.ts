import { mean, standardDeviation } from '../math/statistics.ts';
import { SEED_AXIS } from '../run/seedAxis.ts';
import type { SettingValue } from '../run/sweepFile.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import { type SweepRow, waitingRow } from '../run/sweepRow.ts';

/** A score over the finished runs of a group that have it. */
export interface GroupScore {
  readonly runs: number;
  readonly mean: number;
  /** standard deviation, divisor n − 1; null for one run */
  readonly sd: number | null;
  /** of the mean: sd / √n; null for one run */
  readonly standardError: number | null;
  readonly min: number;
  readonly max: number;
}

/** Runs of a sweep that have some settings in common. */
export interface SweepGroup {
  /** unique among the groups, and the same whatever runs are finished */
  readonly key: string;
  /** what the runs have in common, of the settings that vary */
  readonly settings: readonly { readonly path: string; readonly value: SettingValue }[];
  /** in the order of the plan */
  readonly rows: readonly SweepRow[];
  readonly finished: number;
  /** finished runs in which the score has no value */
  readonly unscored: number;
  /** null before the first finished run that has it */
  readonly score: GroupScore | null;
  /** weights of the model, the most of any run; null before the first run begins */
  readonly parameters: number | null;
}

/**
 * The runs of a sweep by all settings that vary but the seed, or by one setting; groups in the order of the plan.
 * @param rows of the runs that anything is known of, in any order
 * @param score by the names of runScores; finished runs alone count
 * @param by path of the one setting, which may be the seed; null: all but the seed
 */
export function groupRuns(
  { axes, runs }: Pick<SweepPlan, 'axes' | 'runs'>,
  rows: readonly SweepRow[],
  score: string,
  by: string | null = null,
): SweepGroup[] {
  const known = new Map(rows.map((row) => [row.name, row]));
  const shown = [...axes.keys()].filter((a) =>
    by === null ? axes[a].path !== SEED_AXIS && axes[a].values.length > 1 : axes[a].path === by,
  );
  const groups = new Map<string, { at: readonly number[]; rows: SweepRow[] }>();
  for (const { name, at } of runs) {
    const row = known.get(name) ?? waitingRow(name);
    const key = shown.map((a) => at[a]).join(' ');
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { at, rows: [row] });
  }
  return [...groups].map(([key, group]) => ({
    key,
    settings: shown.map((a) => ({ path: axes[a].path, value: axes[a].values[group.at[a]] })),
    ...scored(group.rows, score),
  }));
}

function scored(rows: readonly SweepRow[], score: string): Omit<SweepGroup, 'key' | 'settings'> {
  const finished = rows.filter(({ state }) => state === 'finished');
  const over = scoreOverRuns(rows, score);
  const sizes = rows.flatMap(({ parameters }) => parameters ?? []);
  return {
    rows,
    finished: finished.length,
    unscored: finished.length - (over?.runs ?? 0),
    score: over,
    parameters: sizes.length === 0 ? null : sizes.reduce((most, size) => Math.max(most, size)),
  };
}

/** A score as a number, null where there is none. */
export function scoreOf(scores: SweepRow['scores'], score: string): number | null {
  const value = scores[score];
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}

/** A score over those of some runs that are finished and have it; null where none has. */
export function scoreOverRuns(rows: readonly SweepRow[], score: string): GroupScore | null {
  const values = rows.flatMap(({ state, scores }) => (state === 'finished' ? (scoreOf(scores, score) ?? []) : []));
  if (values.length === 0) return null;
  const sd = values.length < 2 ? null : standardDeviation(values);
  return {
    runs: values.length,
    mean: mean(values),
    sd,
    standardError: sd === null ? null : sd / Math.sqrt(values.length),
    min: values.reduce((least, value) => Math.min(least, value)),
    max: values.reduce((most, value) => Math.max(most, value)),
  };
}
