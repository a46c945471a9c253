import { isScoredSelection, nearWords, type ScoredSelection, TAKE_THE_SIMPLEST } from './bestFindings.ts';
import type { Finding } from './findings/finding.ts';
import { groupScoreWords, groupWords } from './groupWords.ts';
import type { ScoredGroup } from './modelSelection.ts';
import { questionKind } from './questionWords.ts';
import { scoreWords } from './scoreWords.ts';
import { settingName } from './settingName.ts';
import type { QuestionSelection } from './sweepQuestions.ts';
import { firstOf, list, plural } from './words.ts';

/** So many questions have a sentence each. */
const APART = 4;

type Answered = QuestionSelection & ScoredSelection;

/**
 * Of a sweep that asks several questions, such as several cohorts: for each of them what is best, what lies near it and the
 * simplest of these; then whether the same settings are chosen everywhere, and which serve most of them.
 * @param seedsAdvice how to tell differences from chance, where nothing tells yet
 */
export function questionFindings(
  selections: readonly QuestionSelection[],
  score: string,
  seedsAdvice: string | null,
): Finding[] {
  const one = questionKind(selections[0].question);
  const choosing = selections
    .filter((selection) => isScoredSelection(selection))
    .filter(({ groups }) => groups.length > 1);
  const apart = selections.length <= APART || choosing.length === 0;
  return [
    ...(apart ? selections.map((selection) => answer(selection, score)) : [sums(choosing, one)]),
    ...(choosing.length > 1 ? [agreement(choosing, one, seedsAdvice)] : []),
    ...(choosing.length === 0 ? [nothingToChoose(one)] : []),
    whyApart(selections[0], one),
  ];
}

function answer(selection: QuestionSelection, score: string): Finding {
  const { opening } = selection;
  const of = scoreWords(score);
  if (!isScoredSelection(selection)) {
    return { kind: 'note', text: `${opening}, no finished run has ${of} yet.`, advice: null };
  }
  const { best, groups } = selection;
  const value = `${of} ${groupScoreWords(best.score)}`;
  if (groups.length === 1) return { kind: 'result', text: `${opening}, ${value}.`, advice: null };
  const near = best.score.standardError === null ? '' : ` ${nearWords(selection, score)}`;
  return { kind: 'result', text: `${opening}, ${groupWords(best)} scores best: ${value}.${near}`, advice: null };
}

/** Of many questions: which settings are chosen for how many of them, the most frequent first. */
function sums(choosing: readonly Answered[], one: string): Finding {
  const chosen = new Map<string, Answered[]>();
  for (const selection of choosing) {
    const { key } = selection.chosen;
    chosen.set(key, [...(chosen.get(key) ?? []), selection]);
  }
  const most = [...chosen.values()].sort((a, b) => b.length - a.length);
  const parts = most
    .slice(0, APART)
    .map((some) => `${groupWords(some[0].chosen)} for ${some.length} (${firstOf(some.map(({ name }) => name))})`);
  const more = most.length > APART ? `; and ${plural(most.length - APART, 'other combination')}` : '';
  const text = `Chosen for each ${one}, of ${choosing.length}: ${parts.join('; ')}${more}. The table of settings has the best of each.`;
  return { kind: 'result', text, advice: null };
}

/** Whether the same settings are chosen everywhere; if not, which lie within one standard error of the best most often. */
function agreement(choosing: readonly Answered[], one: string, seedsAdvice: string | null): Finding {
  const told = choosing.every(({ best }) => best.score.standardError !== null);
  const [first] = choosing;
  const every = choosing.length === 2 ? 'both' : `all ${choosing.length}`;
  if (choosing.every(({ chosen }) => chosen.key === first.chosen.key)) {
    const chance = told ? '' : ' With one seed there is no telling how much of that is chance.';
    const text = `The same settings are chosen for ${every}: ${groupWords(first.chosen)}.${chance}`;
    return { kind: 'result', text, advice: told ? takeSimplest(choosing) : seedsAdvice };
  }
  const differ = `Not the same settings are chosen for each ${one}.`;
  if (!told) {
    const text = `${differ} With one seed there is no telling how much of a difference between settings is chance.`;
    return { kind: 'result', text, advice: seedsAdvice };
  }
  const { group, where } = mostWidelyGood(choosing);
  const names = where.length === choosing.length ? '' : ` (${firstOf(where)})`;
  const text =
    where.length === 1
      ? `${differ} None lies within one standard error of the best in more than one of ${choosing.length}.`
      : `${differ} ${groupWords(group)} lies within one standard error of the best in ${where.length === choosing.length ? every : `${where.length} of ${choosing.length}`}${names}.`;
  return { kind: 'result', text, advice: takeSimplest(choosing) };
}

function takeSimplest(choosing: readonly Answered[]): string | null {
  return choosing.some(({ best, chosen }) => best !== chosen) ? TAKE_THE_SIMPLEST : null;
}

/**
 * The settings that lie within one standard error of the best most often; of several such those that are chosen most often,
 * then the simplest.
 */
function mostWidelyGood(choosing: readonly Answered[]): {
  readonly group: ScoredGroup;
  readonly where: readonly string[];
} {
  const found = new Map<string, { group: ScoredGroup; where: string[]; chosen: number; parameters: number }>();
  for (const { name, within, chosen } of choosing) {
    for (const group of within) {
      const known = found.get(group.key) ?? { group, where: [], chosen: 0, parameters: 0 };
      known.where.push(name);
      known.chosen += group === chosen ? 1 : 0;
      known.parameters = Math.max(known.parameters, group.parameters ?? Number.POSITIVE_INFINITY);
      found.set(group.key, known);
    }
  }
  const [most] = [...found.values()].sort(
    (a, b) => b.where.length - a.where.length || b.chosen - a.chosen || a.parameters - b.parameters || 0,
  );
  return most;
}

function nothingToChoose(one: string): Finding {
  return { kind: 'note', text: `Within each ${one} there is nothing to choose between.`, advice: null };
}

function whyApart({ question }: QuestionSelection, one: string): Finding {
  const change = question.length === 1 ? 'changes' : 'change';
  const text = `${list(question.map(({ path }) => settingName(path)))} ${change} what is predicted or from which data: settings are compared within each ${one}, since scores of different ones answer different questions.`;
  return { kind: 'note', text, advice: null };
}
