import { scoreWords } from '../../src/report/scoreWords.ts';
import { meanAndSpread } from '../../src/report/seedSummary.ts';
import { type GroupScore, groupRuns, scoreOf } from '../../src/report/sweepGroups.ts';
import { formatScore } from '../../src/report/words.ts';
import { SEED_AXIS } from '../../src/run/seedAxis.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import type { Line } from '../parallel/parallel.ts';
import { type SettingScale, settingScale } from '../plots/settingScale.ts';
import type { SweepRun } from './sweepState.ts';

/** A setting of a sweep that varies, and how its values lie along an axis. */
export interface VaryingSetting {
  /** index of its axis in the plan */
  readonly axis: number;
  readonly scale: SettingScale;
}

/** The settings that vary but the seed, in the order of the plan. */
export function varyingSettings({ axes, runs }: SweepPlan): VaryingSetting[] {
  return [...axes.entries()].flatMap(([axis, one]) => {
    const used = new Set(runs.map(({ at }) => at[axis]));
    if (one.path === SEED_AXIS || used.size < 2) return [];
    return [{ axis, scale: settingScale(one) }];
  });
}

/** A line for each finished or unfinished run. @param scores the main one last */
export function runLines(
  runs: readonly SweepRun[],
  settings: readonly VaryingSetting[],
  scores: readonly string[],
): Line[] {
  const main = scores[scores.length - 1];
  return runs.map(({ index, at, row }) => {
    const values = scores.map((score) => (row.state === 'finished' ? scoreOf(row.scores, score) : null));
    const value = values[values.length - 1];
    const places = settings.map(({ axis }) => at[axis]);
    return {
      runs: [index],
      at: places,
      scores: values,
      title: titleOf(settings, places),
      detail: value === null ? `${row.name}: ${row.state}` : `${row.name}: ${scoreWords(main)} ${formatScore(value)}`,
    };
  });
}

/** A line for all runs that differ by seed only: the mean of those that are finished. @param scores the main one last */
export function groupLines(
  plan: SweepPlan,
  runs: readonly SweepRun[],
  settings: readonly VaryingSetting[],
  scores: readonly string[],
): Line[] {
  const rows = runs.map(({ row }) => row);
  const byName = new Map(runs.map((run) => [run.row.name, run]));
  const byScore = scores.map((score) => groupRuns(plan, rows, score));
  const main = scores.length - 1;
  return byScore[main].map((group, g) => {
    const of = group.rows.flatMap(({ name }) => byName.get(name) ?? []);
    const places = settings.map(({ axis }) => of[0].at[axis]);
    return {
      runs: of.map(({ index }) => index),
      at: places,
      scores: byScore.map((groups) => groups[g].score?.mean ?? null),
      title: titleOf(settings, places),
      detail: groupDetail(scores[main], group.score, group.rows.length),
    };
  });
}

/** "model mmvae++ · shared 5" */
function titleOf(settings: readonly VaryingSetting[], at: readonly number[]): string {
  const parts = settings.map(({ scale }, i) => `${scale.title} ${scale.words[at[i]]}`);
  return parts.length > 0 ? parts.join(' · ') : 'all runs';
}

/** "R² 0.31 ± 0.02, 5 runs" */
function groupDetail(score: string, known: GroupScore | null, runs: number): string {
  if (known === null) return runs === 1 ? 'not finished yet' : `none of ${runs} runs finished yet`;
  const seeds = known.runs === runs ? (runs === 1 ? '1 run' : `${runs} runs`) : `${known.runs} of ${runs} runs`;
  return `${scoreWords(score)} ${meanAndSpread(known)}, ${seeds}`;
}
