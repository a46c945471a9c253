import type { ModelName, StudyInput } from '../run/study.ts';
import type { Figure } from './figure.ts';
import type { Summary } from './summary.ts';

/** What tells a run from the others of its experiment, `seed` included. */
export type Settings = Readonly<Record<string, string | number>>;

/** Scores of one run by measure: one value a feature, or one in all; NaN where there is none. */
export type Scores = Readonly<Record<string, readonly number[]>>;

/** Tables that a run reads; runs in a row with equal keys share them. */
export interface Tables {
  /** equal keys, equal tables */
  readonly key: string;
  /** Writes into an empty folder whatever the study names there. */
  write(folder: string): Promise<void>;
}

/** One run to make. */
export interface Cell {
  readonly settings: Settings;
  readonly tables: Tables;
  /** paths relative to the folder of the tables; without engine */
  readonly study: StudyInput;
}

/** A number of each run that is summarised over features and seeds. */
export interface Measure {
  readonly name: string;
  /** with its unit: a column's header */
  readonly title: string;
  readonly centre: 'median' | 'mean';
}

/** A number that somebody else found, beside ours. */
export interface Published {
  readonly by: 'paper' | 'authors';
  readonly settings: Settings;
  readonly measure: string;
  readonly value: number;
  /** 10 % and 90 % quantiles, where they are known */
  readonly low?: number;
  readonly high?: number;
}

/** A claim and whether our numbers bear it out; null where they do not say. */
export interface Check {
  readonly claim: string;
  readonly holds: boolean | null;
  readonly numbers: string;
}

export interface PlanRequest {
  /** a smoke run of less than a minute: fewer sizes, epochs and samples */
  readonly quick: boolean;
  readonly seeds: number;
  readonly models: readonly ModelName[];
  /** a study file or a folder of tables; null: the experiment's own data */
  readonly data: string | null;
}

export interface Plan {
  /** what all runs have in common, in words */
  readonly description: readonly string[];
  readonly cells: readonly Cell[];
}

/** One experiment of a paper, from its runs to its verdict. */
export interface Experiment {
  readonly name: string;
  readonly title: string;
  /** what is varied and what is measured */
  readonly sentence: string;
  /** what was published: the figure or claim that this repeats */
  readonly published: { readonly claim: string; readonly note: string; readonly numbers: readonly Published[] };
  readonly cite: readonly string[];
  readonly models: readonly ModelName[];
  readonly seeds: number;
  /** whether --data means anything */
  readonly takesData: boolean;
  /** headers of the settings, in the order of the columns; `seed` is understood */
  readonly settings: Readonly<Record<string, string>>;
  readonly measures: readonly Measure[];
  readonly figure: Figure;
  /** @throws UserError where the data do not allow it */
  plan(request: PlanRequest): Promise<Plan>;
  /** @param run a finished run folder @param tables the folder of its tables */
  score(run: string, tables: string): Promise<Scores>;
  checks(summary: Summary): Check[];
}
