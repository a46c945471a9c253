import type { SweepPlan } from '../run/sweepPlan.ts';
import type { Finding } from './findings/finding.ts';
import { groupScoreWords, groupWords } from './groupWords.ts';
import type { ModelSelection, ScoredGroup } from './modelSelection.ts';
import { scoreWords } from './scoreWords.ts';
import { formatCount, formatScore, plural } from './words.ts';

/** A selection that has something to choose by. */
export type ScoredSelection = ModelSelection & { readonly best: ScoredGroup; readonly chosen: ScoredGroup };

export const TAKE_THE_SIMPLEST =
  'Take the simplest unless you have a reason not to: what sets the best apart from it may be chance.';
const SEEDS =
  'Try each combination with several seeds: "seed": { "count": 5 } in the grid. Runs that are finished are kept.';
/** How many combinations within one standard error are named. */
const NAMED = 4;

export function isScoredSelection<Selection extends ModelSelection>(
  selection: Selection,
): selection is Selection & ScoredSelection {
  return selection.best !== null && selection.chosen !== null;
}

/** Of settings that all answer one question: the best, those that chance alone may set apart from it, the simplest of them. */
export function bestFindings(selection: ScoredSelection, score: string, advice: string | null): Finding[] {
  const { groups, within, best } = selection;
  const name = best.settings.length === 0 ? 'The study as it is scores' : `${groupWords(best)} scores best`;
  const first = `${name}: ${scoreWords(score)} ${groupScoreWords(best.score)}.`;
  if (groups.length === 1) {
    return [{ kind: 'result', text: `${first} There is nothing to choose between.`, advice: null }];
  }
  if (best.score.standardError === null) {
    const text = `${first} With one seed of it there is no telling how much of a difference between settings is chance.`;
    return [{ kind: 'result', text, advice }];
  }
  const result: Finding = {
    kind: 'result',
    text: `${first} ${nearWords(selection, score)}`,
    advice: selection.chosen === best ? null : TAKE_THE_SIMPLEST,
  };
  const others = within.filter((group) => group !== best);
  if (others.length === 0) return [result];
  const named = others.slice(0, NAMED).map((group) => `${groupWords(group)} (${formatScore(group.score.mean)})`);
  const more = others.length > NAMED ? `; and ${others.length - NAMED} more` : '';
  const text = `Within one standard error of the best: ${named.join('; ')}${more}.`;
  return [result, { kind: 'note', text, advice: null }];
}

/** How many lie within one standard error of the best, and which of them is the simplest. */
export function nearWords({ groups, within, best, chosen }: ScoredSelection, score: string): string {
  const all = plural(groups.length, 'combination');
  if (within.length === 1) return `No other of ${all} of settings lies within one standard error of it.`;
  const size = chosen.parameters === null ? '' : `, with ${formatCount(chosen.parameters)} parameters`;
  const near = `${within.length} of ${all} of settings lie within one standard error of the best, itself included.`;
  return chosen === best
    ? `${near} None of them is simpler than it${size}.`
    : `${near} The simplest of them is ${groupWords(chosen)}${size}: ${scoreWords(score)} ${formatScore(chosen.score.mean)}.`;
}

/** How to tell differences from chance; null where the sweep has several seeds of each combination. */
export function moreSeeds({ runs }: SweepPlan, combinations: number): string | null {
  return runs.length > combinations ? null : SEEDS;
}
