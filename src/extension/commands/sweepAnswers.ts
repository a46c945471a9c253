import type { Study } from '../../run/study.ts';
import type { SettingValue, SweepInput } from '../../run/sweepFile.ts';

export const TITLE = 'Sweep';

/** The answers so far to the questions of "Sweep Settings…". */
export interface Answers {
  /** the study file, and what it says */
  readonly file: string;
  readonly study: Study;
  /** other study files of the workspace */
  readonly otherStudies: readonly string[];
  /** whether Slurm is at hand */
  readonly slurm: boolean;
  /** names of what is to be varied, in the order of the questions */
  varied: readonly string[];
  /** what to try of each */
  values: ReadonlyMap<string, readonly SettingValue[]>;
  cohorts: readonly string[];
  seeds: number;
  executor: SweepInput['executor'];
}

/** Where a question stands among those that will be asked. */
export function place({ varied, slurm }: Answers, question: string): { step: number; totalSteps: number } {
  const questions = ['settings', ...varied, 'seeds', ...(slurm ? ['executor'] : [])];
  return { step: questions.indexOf(question) + 1, totalSteps: questions.length };
}

export function withValues(answers: Answers, name: string, values: readonly SettingValue[]): void {
  answers.values = new Map([...answers.values, [name, values]]);
}
