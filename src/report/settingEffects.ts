import { quantileOfSorted } from '../math/statistics.ts';
import { SEED_AXIS } from '../run/seedAxis.ts';
import type { SweepAxis, SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { settingName } from './settingName.ts';
import { groupRuns, scoreOf } from './sweepGroups.ts';
import { formatShare, list, plural } from './words.ts';

/** Numbers of more values than this, such as random draws, are taken in five ranges of about equally many runs. */
const MOST_LEVELS = 8;
const RANGES = 5;
/** Scored runs for each value of a setting: of fewer, every setting seems to explain all. */
const RUNS_PER_LEVEL = 2;

/** How much of a score's variance over finished runs goes with each setting. */
export interface SettingEffects {
  /** finished runs that have the score */
  readonly runs: number;
  /**
   * The settings that vary but the seed, those that explain most first. η², the share of the sum of squares that lies between
   * the values of the setting, each setting on its own (Fisher's one-way analysis of variance); null: too few runs to say.
   */
  readonly settings: readonly { readonly path: string; readonly share: number | null }[];
  /** The share that lies within runs of equal settings, between their seeds; null where no two runs differ by seed only. */
  readonly seeds: number | null;
}

/** @param rows of the runs that anything is known of; finished runs alone count */
export function settingEffects(plan: SweepPlan, rows: readonly SweepRow[], score: string): SettingEffects {
  const scores = new Map(
    rows.flatMap(({ name, state, scores }) => {
      const value = state === 'finished' ? scoreOf(scores, score) : null;
      return value === null ? [] : [[name, value] as const];
    }),
  );
  const runs = plan.runs.filter(({ name }) => scores.has(name));
  const values = runs.map(({ name }) => scores.get(name) ?? Number.NaN);
  const settings = plan.axes.flatMap((axis, a) => {
    if (axis.path === SEED_AXIS || new Set(plan.runs.map(({ at }) => at[a])).size < 2) return [];
    return [
      {
        path: axis.path,
        share: etaSquared(
          levels(
            axis,
            runs.map(({ at }) => at[a]),
          ),
          values,
        ),
      },
    ];
  });
  settings.sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
  return { runs: runs.length, settings, seeds: betweenSeeds(plan, rows, score) };
}

/** "Of the variance of R² over 180 finished runs, model explains 71 % and shared 8 %; 16 % lies between seeds." Empty: nothing to say. */
export function effectsSentence({ runs, settings, seeds }: SettingEffects, score: string): string {
  const known = settings.flatMap(({ path, share }, i) =>
    share === null ? [] : [`${settingName(path)}${i === 0 ? ' explains' : ''} ${formatShare(share)}`],
  );
  if (known.length === 0) return '';
  const between = seeds === null ? '' : `; ${formatShare(seeds)} lies between seeds`;
  return `Of the variance of ${score} over ${plural(runs, 'finished run')}, ${list(known)}${between}. Each setting on its own (η²).`;
}

/** Which value each run has, as a number: the index of its value, or the range that its number lies in. */
function levels({ values }: SweepAxis, at: readonly number[]): number[] {
  const numbers = at.map((i) => values[i]).filter((value) => typeof value === 'number');
  if (numbers.length < at.length || new Set(numbers).size <= MOST_LEVELS) return [...at];
  const sorted = numbers.toSorted((a, b) => a - b);
  const cuts = Array.from({ length: RANGES - 1 }, (_, i) => quantileOfSorted(sorted, (i + 1) / RANGES));
  return numbers.map((value) => cuts.filter((cut) => value > cut).length);
}

/** η² of values by level; null where it cannot be known. */
function etaSquared(levels: readonly number[], values: readonly number[]): number | null {
  const groups = new Map<number, number[]>();
  for (const [i, level] of levels.entries()) {
    const group = groups.get(level);
    if (group) group.push(values[i]);
    else groups.set(level, [values[i]]);
  }
  if (groups.size < 2 || values.length < RUNS_PER_LEVEL * groups.size) return null;
  const total = squares(values);
  return total === 0 ? null : 1 - within([...groups.values()]) / total;
}

/** Of runs that have a twin of another seed: the share of their variance that lies between twins. */
function betweenSeeds(plan: SweepPlan, rows: readonly SweepRow[], score: string): number | null {
  const groups = groupRuns(plan, rows, score).flatMap((group) => {
    const values = group.rows.flatMap(({ state, scores }) =>
      state === 'finished' ? (scoreOf(scores, score) ?? []) : [],
    );
    return values.length > 1 ? [values] : [];
  });
  const total = squares(groups.flat());
  if (groups.length < 2 || total === 0) return null;
  return within(groups) / total;
}

function within(groups: readonly (readonly number[])[]): number {
  return groups.reduce((sum, group) => sum + squares(group), 0);
}

/** Sum of squared distances from the mean. */
function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
