import type { SettingValue } from '../run/sweepFile.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';
import { type ModelSelection, selectModel } from './modelSelection.ts';
import { type QuestionWords, questionWords } from './questionWords.ts';
import type { SweepGroup } from './sweepGroups.ts';

/** Settings that change what is predicted, and from what. */
const OTHER_QUESTION =
  /^(study|samples|evaluation|labels(\.(file|column|idColumn))?$|modalities\.(.*\.)?(file|part|features|topVariance|transform|likelihood))(\.|$)/;

/** The runs whose scores answer one question. */
export interface SweepQuestion {
  /** what sets it apart, of the settings that vary; empty: the sweep asks one question */
  readonly settings: SweepGroup['settings'];
  /** its runs; of these settings the axes hold its own value alone */
  readonly plan: Pick<SweepPlan, 'axes' | 'runs'>;
}

/** Which settings to take where one question is asked. */
export interface QuestionSelection extends ModelSelection, QuestionWords {
  readonly question: SweepQuestion['settings'];
}

/** Whether scores of two values of a setting answer different questions, so that the higher is not the better. */
export function changesQuestion(path: string): boolean {
  return OTHER_QUESTION.test(path);
}

/** The questions that a sweep asks, in the order of the plan: one for each combination of the values that change it. */
export function sweepQuestions({ axes, runs }: Pick<SweepPlan, 'axes' | 'runs'>): SweepQuestion[] {
  const asked = [...axes.keys()].filter((a) => axes[a].values.length > 1 && changesQuestion(axes[a].path));
  const questions = new Map<string, SweepPlan['runs']>();
  for (const run of runs) {
    const key = asked.map((a) => run.at[a]).join(' ');
    const known = questions.get(key);
    if (known) known.push(run);
    else questions.set(key, [run]);
  }
  return Array.from(questions.values(), (own) => {
    const valueOn = (a: number): SettingValue => axes[a].values[own[0].at[a]];
    return {
      settings: asked.map((a) => ({ path: axes[a].path, value: valueOn(a) })),
      plan: {
        axes: axes.map(({ path, values }, a) => ({ path, values: asked.includes(a) ? [valueOn(a)] : values })),
        runs: own.map(({ name, at }) => ({ name, at: at.map((place, a) => (asked.includes(a) ? 0 : place)) })),
      },
    };
  });
}

/**
 * Which settings to take, chosen within each question that a sweep asks: see {@link selectModel}. Groups of equal settings have
 * the same key in each of them.
 * @param score by the names of runScores
 */
export function selectModels(
  plan: Pick<SweepPlan, 'axes' | 'runs'>,
  rows: readonly SweepRow[],
  score: string,
): QuestionSelection[] {
  const known = new Map(rows.map((row) => [row.name, row]));
  const questions = sweepQuestions(plan);
  const words = questionWords(questions.map(({ settings }) => settings));
  return questions.map(({ settings, plan: own }, q) => {
    const ownRows = own.runs.flatMap(({ name }) => known.get(name) ?? []);
    return { question: settings, ...words[q], ...selectModel(own, ownRows, score) };
  });
}

/** Groups whose scores answer one question: the higher is the better. */
export interface ComparedGroups {
  /** of the question; empty where the sweep asks one */
  readonly name: string;
  readonly groups: readonly SweepGroup[];
}

/** Groups of equal settings by the question that they answer, in the plan's order; within it in the order given. */
export function groupsByQuestion(plan: SweepPlan, groups: readonly SweepGroup[]): ComparedGroups[] {
  const questions = sweepQuestions(plan);
  const questionOf = new Map(questions.flatMap(({ plan: { runs } }, q) => runs.map(({ name }) => [name, q] as const)));
  const answering = questions.map((): SweepGroup[] => []);
  for (const group of groups) answering[questionOf.get(group.rows[0].name) ?? 0].push(group);
  const words = questionWords(questions.map(({ settings }) => settings));
  return words.map(({ name }, q) => ({ name, groups: answering[q] })).filter((part) => part.groups.length > 0);
}
