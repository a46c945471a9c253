import type { SweepState } from '../../src/run/sweepRow.ts';
import type { PngDpi } from './choice.ts';

/** Which runs are listed and drawn. Nothing set = all of them. */
export interface SweepFilter {
  /** words that the run's name, settings or note hold */
  readonly text: string;
  readonly states: readonly SweepState[];
  /** by the path of a setting, its values that stay, as JSON; absent = all */
  readonly settings: Readonly<Record<string, readonly string[]>>;
  /** by the name of a score, its lowest and highest; a run without that score does not stay */
  readonly scores: Readonly<Record<string, readonly [number, number]>>;
}

/** How the table of runs is sorted: "state", "seconds", "setting model.shared", "score r2". Runs without a value come last. */
export interface SweepSort {
  readonly by: string;
  readonly descending: boolean;
}

/** What the user chose in the page of a sweep; null where nothing was chosen. Plain JSON: it outlives the page. */
export interface SweepChoice {
  /** what runs are ranked by; null = as the sweep file says */
  readonly score: string | null;
  /** path of the setting whose values are compared; null = all settings but the seed */
  readonly groupBy: string | null;
  readonly filter: SweepFilter;
  /** null = in the plan's order */
  readonly sort: SweepSort | null;
  /** columns of the table that the user switched, by name: shown or not */
  readonly columns: Readonly<Record<string, boolean>>;
  /** names of the selected runs */
  readonly selected: readonly string[];
  /** pixels: how far the page and the table of runs are scrolled */
  readonly scroll: { readonly page: number; readonly runs: number };
  /** of the parallel coordinates: a line for each run, not for runs that differ by seed only */
  readonly everyRun: boolean;
  /** paths of the settings that the score is drawn over, and that have a line each; null = chosen by what varies */
  readonly over: string | null;
  readonly lines: string | null;
  /** of figures saved as PNG */
  readonly dpi: PngDpi;
}

export const NO_FILTER: SweepFilter = { text: '', states: [], settings: {}, scores: {} };

const NO_SWEEP_CHOICE: SweepChoice = {
  score: null,
  groupBy: null,
  filter: NO_FILTER,
  sort: null,
  columns: {},
  selected: [],
  scroll: { page: 0, runs: 0 },
  everyRun: false,
  over: null,
  lines: null,
  dpi: 300,
};

/** A saved choice; anything else gives the defaults. */
export function readSweepChoice(saved: unknown): SweepChoice {
  return typeof saved === 'object' && saved !== null ? { ...NO_SWEEP_CHOICE, ...saved } : NO_SWEEP_CHOICE;
}
