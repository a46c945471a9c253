import type { KnownFinal, KnownSweep } from '../run/knownFinal.ts';
import { SEED_AXIS } from '../run/seedAxis.ts';
import type { Finding } from './findings/finding.ts';
import { groupScoreWords, groupWords } from './groupWords.ts';
import { type ScoredChoice, scoredChoices } from './scoredChoices.ts';
import { scoreWords } from './scoreWords.ts';
import { firstOf, formatCount, formatScore, list, plural } from './words.ts';

/** Below this many samples one R² of 0.3 has a standard error above 0.1: 2 r (1 − r²) / √n (Olkin & Finn 1995). */
const FEW = 50;
/** So many questions have a sentence each. */
const APART = 4;

/** What the choice of a sweep is worth, for each question that it asks, and how far to believe it. */
export function finalFindings(sweep: KnownSweep, final: KnownFinal): Finding[] {
  const { score } = sweep.plan.sweep;
  const { plan, rows } = final;
  const choices = scoredChoices(sweep, final);
  const planned = new Set(plan.runs.map(({ name }) => name));
  const finished = rows.filter(({ name, state }) => state === 'finished' && planned.has(name)).length;
  if (choices.every(({ group }) => group.score === null)) {
    const text = `No run is scored yet on the samples that chose nothing: ${formatCount(finished)} of ${plural(plan.runs.length, 'run')} finished.`;
    return [{ kind: 'note', text, advice: null }];
  }
  const results = choices.length <= APART ? choices.map((one) => worth(one, score)) : [worths(choices, score)];
  const cautions = [
    ...(finished < plan.runs.length
      ? [`So far: ${formatCount(finished)} of ${plural(plan.runs.length, 'run')} are finished.`]
      : []),
    ...fewSamples(choices),
    ...changed(choices),
    ...otherChoices(final),
  ];
  return [
    ...results,
    ...cautions.map((text): Finding => ({ kind: 'caution', text, advice: null })),
    ...(seedsOf(plan) > 1 ? [WHAT_SEEDS_SHOW] : []),
  ];
}

const WHAT_SEEDS_SHOW: Finding = {
  kind: 'note',
  text: 'The samples that score are the same in these runs: a seed fixes the initial weights and the noise alone, and the spread says nothing of how other samples would score.',
  advice: null,
};

function worth({ opening, samples, group, same }: ScoredChoice, score: string): Finding {
  const on = `${opening === '' ? 'On' : `${opening}, on`} ${samples === null ? 'the samples' : plural(samples, 'sample')}`;
  if (!group.score) {
    const text = `${on} that chose nothing, no run is scored yet.`;
    return { kind: 'note', text, advice: null };
  }
  const before = same?.score ? `; in the sweep that chose them it was ${formatScore(same.score.mean)}` : '';
  const name = same ? groupWords(same) : 'the chosen settings';
  const text = `${on} that chose nothing, ${scoreWords(score)} of ${name} is ${groupScoreWords(group.score)}${before}.`;
  return { kind: 'result', text, advice: null };
}

/** Of many questions, in one sentence. */
function worths(choices: readonly ScoredChoice[], score: string): Finding {
  const parts = choices.map(({ name, group, same }) => {
    const before = same?.score ? ` (${formatScore(same.score.mean)})` : '';
    return `${name} ${formatScore(group.score?.mean ?? null)}${before}`;
  });
  const text = `On samples that chose nothing, mean ${scoreWords(score)} of the chosen settings (in brackets: in the sweep that chose them): ${parts.join(', ')}.`;
  return { kind: 'result', text, advice: null };
}

function fewSamples(choices: readonly ScoredChoice[]): string[] {
  const few = choices.flatMap(({ samples, name }) => (samples !== null && samples < FEW ? [{ samples, name }] : []));
  if (few.length === 0) return [];
  const said = few.map(({ samples, name }) => `${plural(samples, 'sample')}${name === '' ? '' : ` (${name})`}`);
  return [`${firstOf(said)} are few: with others in their place a single R² could be 0.1 higher or lower.`];
}

function changed(choices: readonly ScoredChoice[]): string[] {
  const others = choices.flatMap(({ chosen, same, name }) =>
    chosen && chosen !== same ? `${groupWords(chosen)}${name === '' ? '' : ` for ${name}`}` : [],
  );
  if (others.length === 0) return [];
  return [
    `The sweep has changed since: it would now choose ${list(others)}. The samples are no longer new to a second choice.`,
  ];
}

function otherChoices({ otherRuns }: KnownFinal): string[] {
  if (otherRuns === 0) return [];
  return [
    `${plural(otherRuns, 'run')} of another choice ${otherRuns === 1 ? 'was' : 'were'} scored on these samples: whoever takes the better of the two has chosen by them.`,
  ];
}

function seedsOf({ axes }: KnownFinal['plan']): number {
  return axes.find(({ path }) => path === SEED_AXIS)?.values.length ?? 1;
}
