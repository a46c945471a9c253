import { OVERALL_R2 } from '../run/runScores.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import type { Finding } from './findings/finding.ts';
import { type ModelSelection, type ScoredGroup, selectModel } from './modelSelection.ts';
import { scoreWords } from './scoreWords.ts';
import { settingName } from './settingName.ts';
import { settingWords } from './settingWords.ts';
import type { GroupScore, SweepGroup } from './sweepGroups.ts';
import { formatCount, formatScore, list, plural } from './words.ts';

const SEEDS =
  'Try each combination with several seeds: "seed": { "count": 5 } in the grid. Runs that are finished are kept.';
/** How many combinations within one standard error are named. */
const NAMED = 4;
/** Settings that change what is predicted, and from what. */
const OTHER_QUESTION =
  /^(study|samples|evaluation|labels(\.(file|column|idColumn))?$|modalities\.(.*\.)?(file|part|features|topVariance|transform|likelihood))(\.|$)/;

/**
 * What a sweep says about which settings to take: the best, those that chance alone may set apart from it, the simplest of
 * them; then what to mind: how far the choice itself flatters the score, and what the spread over seeds leaves out.
 * @param score by the names of runScores
 * @param scoredAside whether somebody had the choice scored on samples that were set aside
 */
export function selectionFindings(
  plan: SweepPlan,
  rows: readonly SweepRow[],
  score: string,
  scoredAside = false,
): Finding[] {
  const selection = selectModel(plan, rows, score);
  const { groups, best, chosen } = selection;
  if (!best || !chosen) return [nothingScored(rows, score)];
  if (groups.length === 1)
    return [{ kind: 'result', text: `${titled(best, score)} There is nothing to choose between.`, advice: null }];
  return [
    ...bestOf(plan, selection, best, chosen, score),
    ...notAboveZero(best, score),
    ...soFar(plan, groups, score),
    ...otherQuestions(groups),
    ...chosenByItsScore(selection, best, score, scoredAside ? null : howToKnow(plan)),
    ...whatSeedsShow(best),
  ];
}

/** "model mmvae++, shared 5" */
export function groupWords({ settings }: Pick<SweepGroup, 'settings'>): string {
  if (settings.length === 0) return 'the study as it is';
  return settings.map(({ path, value }) => `${settingName(path)} ${settingWords(value)}`).join(', ');
}

/** "0.31 ± 0.02 (standard error 0.01, 5 seeds)": mean and standard deviation */
export function groupScoreWords({ runs, mean, sd, standardError }: GroupScore): string {
  if (sd === null || standardError === null) return `${formatScore(mean)} (one seed)`;
  return `${formatMean(mean, sd)} ± ${formatSpread(sd)} (standard error ${formatSpread(standardError)}, ${plural(runs, 'seed')})`;
}

/** A spread of scores: two decimals as scores have, a third one where it is smaller than these show. */
export function formatSpread(value: number): string {
  return formatScore(value, isFine(value) ? 3 : 2);
}

/** A mean with as many decimals as its spread: "0.025" beside "0.003". */
export function formatMean(mean: number, spread: number | null): string {
  return formatScore(mean, spread !== null && isFine(spread) ? 3 : 2);
}

function isFine(spread: number): boolean {
  return spread >= 0.0005 && spread < 0.01;
}

function nothingScored(rows: readonly SweepRow[], score: string): Finding {
  const finished = rows.filter(({ state }) => state === 'finished');
  if (finished.length === 0)
    return { kind: 'note', text: 'No run is finished: there is nothing to choose from yet.', advice: null };
  const others = [...new Set(finished.flatMap(({ scores }) => Object.keys(scores)))];
  return {
    kind: 'caution',
    text: `None of ${plural(finished.length, 'finished run')} has the score "${score}": nothing can be chosen by it.`,
    advice: others.length > 0 ? `Choose by another score: ${list(others, 'or')}.` : null,
  };
}

function bestOf(
  { runs }: SweepPlan,
  { groups, within }: ModelSelection,
  best: ScoredGroup,
  chosen: ScoredGroup,
  score: string,
): Finding[] {
  const first = titled(best, score);
  const result = (text: string, advice: string | null = null): Finding => ({
    kind: 'result',
    text: `${first} ${text}`,
    advice,
  });
  if (best.score.standardError === null) {
    const seeds = runs.length > groups.length ? null : SEEDS;
    return [
      result('With one seed of it there is no telling how much of a difference between settings is chance.', seeds),
    ];
  }
  const all = plural(groups.length, 'combination');
  if (within.length === 1) return [result(`No other of ${all} of settings lies within one standard error of it.`)];
  const others = within.filter((group) => group !== best);
  const named = others.slice(0, NAMED).map((group) => `${groupWords(group)} (${formatScore(group.score.mean)})`);
  const more = others.length > NAMED ? `; and ${others.length - NAMED} more` : '';
  const size = chosen.parameters === null ? '' : `, with ${formatCount(chosen.parameters)} parameters`;
  const near = `${within.length} of ${all} of settings lie within one standard error of the best, itself included.`;
  return [
    chosen === best
      ? result(`${near} None of them is simpler than it${size}.`)
      : result(
          `${near} The simplest of them is ${groupWords(chosen)}${size}: ${scoreWords(score)} ${formatScore(chosen.score.mean)}.`,
          'Take the simplest unless you have a reason not to: what sets the best apart from it may be chance.',
        ),
    { kind: 'note', text: `Within one standard error of the best: ${named.join('; ')}${more}.`, advice: null },
  ];
}

function titled(group: ScoredGroup, score: string): string {
  const name = group.settings.length === 0 ? 'The study as it is scores' : `${groupWords(group)} scores best`;
  return `${name}: ${scoreWords(score)} ${groupScoreWords(group.score)}.`;
}

function notAboveZero({ score: { mean } }: ScoredGroup, score: string): Finding[] {
  if (mean > 0 || !score.startsWith(OVERALL_R2)) return [];
  return [
    {
      kind: 'caution',
      text: 'No combination of settings predicts better than the mean of each feature: the best R² is not above 0, and choosing by it means little.',
      advice: null,
    },
  ];
}

function soFar({ runs }: SweepPlan, groups: readonly SweepGroup[], score: string): Finding[] {
  const finished = groups.reduce((sum, group) => sum + group.finished, 0);
  const unscored = groups.reduce((sum, group) => sum + group.unscored, 0);
  const partial = groups.filter((group) => group.finished > 0 && group.finished < group.rows.length).length;
  const open = groups.filter((group) => group.finished === 0).length;
  const found: Finding[] = [];
  if (finished < runs.length) {
    const parts = [
      ...(partial > 0
        ? [`${plural(partial, 'combination')} ${partial === 1 ? 'has' : 'have'} some of the seeds only`]
        : []),
      ...(open > 0 ? [`${plural(open, 'combination')} ${open === 1 ? 'has' : 'have'} none`] : []),
    ];
    found.push({
      kind: 'caution',
      text: `So far: ${formatCount(finished)} of ${plural(runs.length, 'run')} are finished; ${list(parts)}. What is best may change.`,
      advice: null,
    });
  }
  if (unscored > 0) {
    found.push({
      kind: 'caution',
      text: `${plural(unscored, 'finished run')} ${unscored === 1 ? 'has' : 'have'} no ${scoreWords(score)} and ${unscored === 1 ? 'does' : 'do'} not count: no feature could be scored.`,
      advice: null,
    });
  }
  return found;
}

function otherQuestions(groups: readonly SweepGroup[]): Finding[] {
  const paths = groups[0].settings.map(({ path }) => path).filter((path) => OTHER_QUESTION.test(path));
  if (paths.length === 0) return [];
  const [change, its] = paths.length === 1 ? ['changes', 'its'] : ['change', 'their'];
  return [
    {
      kind: 'caution',
      text: `${list(paths.map(settingName))} ${change} what is predicted or from which data: scores of ${its} values answer different questions, and the highest is not the best answer.`,
      advice: 'Compare the other settings within each of them.',
    },
  ];
}

/** The winner of a contest is, on average, less good than its score says: it was lucky as well. */
function chosenByItsScore(
  { luck }: ModelSelection,
  best: ScoredGroup,
  score: string,
  advice: string | null,
): Finding[] {
  const amount = luck
    ? `Were all ${luck.groups} equally good, the best of them would still come out about ${formatSpread(luck.excess)} above its worth, by chance of split, initial weights and noise alone.`
    : 'Without two seeds of each there is no telling by how much.';
  const text = `The samples that chose the settings also score them, which makes ${scoreWords(score)} ${formatScore(best.score.mean)} a little too good. ${amount}`;
  return [{ kind: 'caution', text, advice }];
}

function howToKnow({ sweep }: SweepPlan): string {
  return sweep.holdOut
    ? 'The samples that were set aside tell what it is worth: crossmodal sweep FILE --final trains the chosen settings and scores them there.'
    : 'To know what it is worth, set samples aside that no run sees, "holdOut": { "fraction": 0.2 } in the sweep file; crossmodal sweep FILE --final then scores the chosen settings on them. Every run is made anew for that.';
}

function whatSeedsShow({ score: { standardError } }: ScoredGroup): Finding[] {
  if (standardError === null) return [];
  return [
    {
      kind: 'note',
      text: 'A seed fixes the split, the initial weights and the noise, all on the same samples: the spread over seeds says nothing of how other samples would score, and since the runs share most of their training samples it is rather too small (Nadeau & Bengio 2003).',
      advice: null,
    },
  ];
}
