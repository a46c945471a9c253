import { expectedMaximum } from '../math/expectedMaximum.ts';
import { SEED_AXIS } from '../run/seedAxis.ts';
import type { SettingValue } from '../run/sweepFile.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { type GroupScore, groupRuns, type SweepGroup, scoreOf } from './sweepGroups.ts';

/** Settings of which at least one run has the score. */
export type ScoredGroup = SweepGroup & { readonly score: GroupScore };

/** What choosing the best does to its score. */
export interface Luck {
  /** how many were compared */
  readonly groups: number;
  /** how far above its worth the best would come out if all were equally good */
  readonly excess: number;
}

/** Which settings of a sweep to take. */
export interface ModelSelection {
  /** all settings that vary but the seed, in the order of the plan */
  readonly groups: readonly SweepGroup[];
  /** highest mean first; null: no finished run has the score */
  readonly best: ScoredGroup | null;
  /** whose mean is at most one standard error of the best below it, highest first, the best among them */
  readonly within: readonly ScoredGroup[];
  /** the simplest of these, and of equally simple ones the best, which `--final` takes; null where there is no best */
  readonly chosen: ScoredGroup | null;
  /** null where seeds cannot tell */
  readonly luck: Luck | null;
}

/**
 * Which settings score best, and which one to take: the simplest of those within one standard error of the best. The rule is
 * that of Breiman, Friedman, Olshen & Stone, Classification and Regression Trees (1984), 3.4.3, here with the standard error
 * over seeds in the place of that over folds (Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 7.10).
 * With one seed there is no standard error, and only the best and what ties with it are within it.
 * @param score by the names of runScores; higher is better
 */
export function selectModel(
  plan: Pick<SweepPlan, 'axes' | 'runs'>,
  rows: readonly SweepRow[],
  score: string,
): ModelSelection {
  const groups = groupRuns(plan, rows, score);
  const simplestFirst = groups.filter(isScored).sort(bySize);
  // A stable sort: of equal means the simplest comes first.
  const ranked = [...simplestFirst].sort((a, b) => b.score.mean - a.score.mean);
  const best = ranked[0] ?? null;
  const within = best
    ? ranked.filter(({ score }) => score.mean >= best.score.mean - (best.score.standardError ?? 0))
    : [];
  return {
    groups,
    best,
    within,
    // A stable sort here too: of equally simple ones the best.
    chosen: [...within].sort(bySize)[0] ?? null,
    luck: luckOfTheBest(plan, ranked, score),
  };
}

function isScored(group: SweepGroup): group is ScoredGroup {
  return group.score !== null;
}

/** Fewest weights, then the smaller latent where the sweep varies it; the rest as they were. */
function bySize(a: SweepGroup, b: SweepGroup): number {
  return (a.parameters ?? Infinity) - (b.parameters ?? Infinity) || latentSize(a) - latentSize(b) || 0;
}

function latentSize({ settings }: SweepGroup): number {
  return settings
    .filter(({ path }) => path === 'model.shared' || path.startsWith('model.private'))
    .reduce((sum, { value }) => sum + total(value), 0);
}

function total(value: SettingValue): number {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, one) => sum + total(one), 0)
    : 0;
}

/**
 * The expected largest of the means of k settings of one worth, less that worth: E[max of k standard normals] · s / √n, with
 * s² the residual variance of score = setting + seed over the n seeds that all settings have. What a seed does to all
 * settings alike (an easy split) favours none of them and is left out.
 * @returns null for fewer than two settings or two such seeds
 */
function luckOfTheBest(
  { axes, runs }: Pick<SweepPlan, 'axes' | 'runs'>,
  ranked: readonly ScoredGroup[],
  score: string,
): Luck | null {
  const seedAxis = axes.findIndex(({ path }) => path === SEED_AXIS);
  const seedOf = new Map(runs.map(({ name, at }) => [name, at[seedAxis]]));
  const repeated = ranked.filter((group) => group.score.runs > 1);
  const tables = repeated.map(({ rows }) => {
    const finished = rows.filter(({ state }) => state === 'finished');
    return new Map(finished.map(({ name, scores }) => [seedOf.get(name), scoreOf(scores, score)]));
  });
  const has = (table: (typeof tables)[number], seed: number | undefined): boolean =>
    typeof table.get(seed) === 'number';
  const seeds = [...(tables[0]?.keys() ?? [])].filter((seed) => tables.every((table) => has(table, seed)));
  if (tables.length < 2 || seeds.length < 2) return null;
  const values = tables.map((table) => seeds.map((seed) => table.get(seed) ?? Number.NaN));
  const excess = (expectedMaximum(values.length) * residualDeviation(values)) / Math.sqrt(seeds.length);
  return { groups: values.length, excess };
}

/** Of value = row + column + rest, the standard deviation of the rest, with (rows − 1)(columns − 1) degrees of freedom. */
function residualDeviation(values: readonly (readonly number[])[]): number {
  const average = (some: readonly number[]): number => some.reduce((sum, value) => sum + value, 0) / some.length;
  const ofRow = values.map(average);
  const ofColumn = values[0].map((_, column) => average(values.map((row) => row[column])));
  const centre = average(ofRow);
  const squares = values.flatMap((row, r) => row.map((value, c) => (value - ofRow[r] - ofColumn[c] + centre) ** 2));
  return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / ((values.length - 1) * (values[0].length - 1)));
}
