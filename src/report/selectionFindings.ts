import { OVERALL_R2 } from '../run/runScores.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { bestFindings, isScoredSelection, moreSeeds, type ScoredSelection } from './bestFindings.ts';
import { directionFindings } from './directionFindings.ts';
import type { Finding } from './findings/finding.ts';
import { formatSpread } from './groupWords.ts';
import { questionFindings } from './questionFindings.ts';
import { scoreWords } from './scoreWords.ts';
import type { SweepGroup } from './sweepGroups.ts';
import { type QuestionSelection, selectModels } from './sweepQuestions.ts';
import { formatCount, formatScore, list, plural } from './words.ts';

/** So many questions are named. */
const APART = 4;

type Answered = QuestionSelection & ScoredSelection;

/**
 * What a sweep says about which settings to take, within each question that it asks: the best, those that chance alone may set
 * apart from it, the simplest of them; then what to mind: how far the choice itself flatters the score, and what the spread
 * over seeds leaves out.
 * @param score by the names of runScores
 * @param scoredAside whether somebody had the choice scored on samples that were set aside
 */
export function selectionFindings(
  plan: SweepPlan,
  rows: readonly SweepRow[],
  score: string,
  scoredAside = false,
): Finding[] {
  const selections = selectModels(plan, rows, score);
  const answered = selections.filter((selection) => isScoredSelection(selection));
  if (answered.length === 0) return [nothingScored(rows, score)];
  const groups = selections.flatMap((selection) => selection.groups);
  const seedsAdvice = moreSeeds(plan, groups.length);
  const choosing = answered.filter((selection) => selection.groups.length > 1);
  const findings =
    selections.length === 1
      ? bestFindings(answered[0], score, seedsAdvice)
      : questionFindings(selections, score, seedsAdvice);
  if (groups.length === 1) return findings;
  return [
    ...findings,
    ...notAboveZero(answered, score),
    ...(selections.length === 1 ? directionFindings(answered[0], score) : []),
    ...soFar(plan, groups, score),
    ...(choosing.length > 0 ? [chosenByItsScore(choosing, score, scoredAside ? null : howToKnow(plan))] : []),
    ...whatSeedsShow(answered),
  ];
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

function notAboveZero(answered: readonly Answered[], score: string): Finding[] {
  const low = answered.filter(({ best }) => best.score.mean <= (best.score.standardError ?? 0));
  if (low.length === 0 || !score.startsWith(OVERALL_R2)) return [];
  const where =
    low[0].name === ''
      ? ''
      : ` for ${low.length <= APART ? list(low.map(({ name }) => name)) : plural(low.length, 'question')}`;
  const directions = score === OVERALL_R2 ? ', all directions taken together' : '';
  const text = `No combination of settings clearly predicts better than the mean of each feature${where}${directions}: the best R² is not above 0 by more than its standard error, and choosing by it means little.`;
  return [{ kind: 'caution', text, advice: null }];
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
  const timeouts = groups.flatMap(({ rows }) => rows).filter(({ state }) => state === 'timeout').length;
  if (timeouts > 0) {
    found.push({
      kind: 'caution',
      text: `The time of ${plural(timeouts, 'run')} was up, and ${timeouts === 1 ? 'it does' : 'they do'} not count: what a training reaches that was cut short depends on the machine.`,
      advice: `Raise limits.minutes and have ${timeouts === 1 ? 'it' : 'them'} go on with --retry.`,
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

/** The winner of a contest is, on average, less good than its score says: it was lucky as well. */
function chosenByItsScore(choosing: readonly Answered[], score: string, advice: string | null): Finding {
  const [{ name, best }] = choosing;
  const which =
    name === '' ? `${scoreWords(score)} ${formatScore(best.score.mean)}` : `the best ${scoreWords(score)} of each`;
  const text = `The samples that chose the settings also score them, which makes ${which} a little too good. ${luckWords(choosing)}`;
  return { kind: 'caution', text, advice };
}

function luckWords(choosing: readonly Answered[]): string {
  const known = choosing.flatMap(({ luck, name }) => (luck ? [{ ...luck, name }] : []));
  if (known.length === 0) return 'Without two seeds of each there is no telling by how much.';
  const [{ groups }] = known;
  const amounts = known.map(({ excess, name }) => `${formatSpread(excess)}${name === '' ? '' : ` (${name})`}`);
  const sizes = known.map(({ excess }) => excess);
  const amount =
    known.length <= APART
      ? list(amounts)
      : `${formatSpread(Math.min(...sizes))} to ${formatSpread(Math.max(...sizes))}`;
  const all = known.every((one) => one.groups === groups) ? `all ${groups}` : 'all combinations';
  return `Were ${all} equally good, the best of them would still come out about ${amount} above its worth, by chance of split, initial weights and noise alone.`;
}

function howToKnow({ sweep }: SweepPlan): string {
  return sweep.holdOut
    ? 'The samples that were set aside tell what it is worth: crossmodal sweep FILE --final trains the chosen settings and scores them there.'
    : 'To know what it is worth, set samples aside that no run sees, "holdOut": { "fraction": 0.2 } in the sweep file; crossmodal sweep FILE --final then scores the chosen settings on them. Every run is made anew for that.';
}

function whatSeedsShow(answered: readonly Answered[]): Finding[] {
  if (answered.every(({ best }) => best.score.standardError === null)) return [];
  return [
    {
      kind: 'note',
      text: 'A seed fixes the split, the initial weights and the noise, all on the same samples: the spread over seeds says nothing of how other samples would score, and since the runs share most of their training samples it is rather too small (Nadeau & Bengio 2003).',
      advice: null,
    },
  ];
}
