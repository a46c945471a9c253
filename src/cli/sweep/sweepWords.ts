import { groupScoreWords } from '../../report/groupWords.ts';
import { scoreWords } from '../../report/scoreWords.ts';
import { settingName } from '../../report/settingName.ts';
import { settingWords } from '../../report/settingWords.ts';
import { groupRuns, type SweepGroup } from '../../report/sweepGroups.ts';
import { groupsByQuestion } from '../../report/sweepQuestions.ts';
import { formatCount, plural } from '../../report/words.ts';
import type { SweepPlan } from '../../run/sweepPlan.ts';
import { SWEEP_STATES, type SweepRow } from '../../run/sweepRow.ts';
import { textTable } from '../textTable.ts';

/** Combinations that a terminal shows. */
const SHOWN = 20;
/** Of each question at least so many. */
const LEAST = 3;

export const AGAIN = 'Put it right and make them again: with --retry, or "Retry failed" on the page of the sweep.';

/** Of runs that were stopped because their time was up. */
export function timeUp(count: number): string {
  return `crossmodal: the time of ${plural(count, 'run')} was up (limits.minutes); what was learnt is kept. Raise it and have them go on with --retry.`;
}

/** Of runs that a command left as they were. */
export function failedEarlier(count: number): string {
  return `crossmodal: ${plural(count, 'run')} failed earlier. ${AGAIN}`;
}

/** "model mmvae++, shared 5, seed 1": the settings of each run that not all have in common, by its name. */
export function runTitles({ axes, runs }: SweepPlan): Map<string, string> {
  const varied = [...axes.keys()].filter((axis) => axes[axis].values.length > 1);
  return new Map(
    runs.map(({ name, at }) => {
      const settings = varied.map(
        (axis) => `${settingName(axes[axis].path)} ${settingWords(axes[axis].values[at[axis]])}`,
      );
      return [name, settings.length > 0 ? settings.join(', ') : 'the study as it is'];
    }),
  );
}

/** "180 runs: 120 finished, 2 running, 58 waiting" */
export function stateWords(rows: readonly SweepRow[]): string {
  const counts = SWEEP_STATES.map((state) => ({ state, count: rows.filter((row) => row.state === state).length }));
  const said = counts.filter(({ count }) => count > 0).map(({ state, count }) => `${formatCount(count)} ${state}`);
  return `${plural(rows.length, 'run')}: ${said.join(', ')}`;
}

/**
 * A row for each combination of settings, the best first within each question that the sweep asks: finished runs, and the
 * score with its spread over seeds.
 */
export function groupTable(plan: SweepPlan, rows: readonly SweepRow[]): string[] {
  const { score } = plan.sweep;
  const mean = (group: SweepGroup): number => group.score?.mean ?? Number.NEGATIVE_INFINITY;
  const groups = groupRuns(plan, rows, score).sort((a, b) => mean(b) - mean(a));
  const questions = groupsByQuestion(plan, groups).slice(0, SHOWN);
  const each = Math.max(LEAST, Math.ceil(SHOWN / questions.length));
  const first = questions.flatMap((question) => question.groups.slice(0, each));
  const paths = groups[0].settings.map(({ path }) => path);
  const header = [...paths.map(settingName), 'finished', `${scoreWords(score)} (mean ± sd)`];
  const lines = textTable(
    [
      header,
      ...first.map((group) => [
        ...group.settings.map(({ value }) => settingWords(value)),
        `${group.finished} of ${group.rows.length}`,
        group.score === null ? '–' : groupScoreWords(group.score),
      ]),
    ],
    header.map(() => 'left'),
  );
  const more = groups.length - first.length;
  return more > 0 ? [...lines, `and ${formatCount(more)} more, all in sweep.csv`] : lines;
}

/** Each run that failed or was lost, with why. */
export function troubles(plan: SweepPlan, rows: readonly SweepRow[]): string[] {
  const titles = runTitles(plan);
  return rows
    .filter(({ state }) => state === 'failed' || state === 'timeout' || state === 'interrupted')
    .map(({ name, state, note }) => `${state}: ${titles.get(name)} (${name})${note === null ? '' : `: ${note}`}`);
}
