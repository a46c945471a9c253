import type { Group } from '../../src/run/groups.ts';
import type { HistoryEntry } from '../../src/run/history.ts';
import type { Inspection } from '../../src/run/inspection.ts';
import type { Latents, Loadings, R2Scores } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import type { About, Answers } from '../../src/run/viewerMessages.ts';
import type { Choice } from './choice.ts';
import type { Compared } from './compared.ts';
import type { SampleSelection, Selection } from './selection.ts';
import type { Timeline } from './timeline.ts';

/** What became of a question. */
export type Asked<T> =
  /** progress: what is being done, in words; empty until there is something to say */
  | { readonly status: 'asked'; readonly progress: string }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'here'; readonly content: T };

type AskedAll = { readonly [K in About]: ReadonlyMap<string, Asked<Answers[K]>> };

const NOTHING_ASKED: AskedAll = {
  prediction: new Map(),
  values: new Map(),
  umap: new Map(),
  distinction: new Map(),
};

/** Tables that are looked at before any training. */
export interface Dataset {
  readonly title: string;
  /** what is being done, in words; null once all is done */
  readonly step: string | null;
  /** where remedies are written, and the findings whose remedy is there; null until there is a study */
  readonly study: { readonly name: string; readonly applied: readonly number[] } | null;
}

export interface State {
  readonly folder: string;
  readonly run: RunFile | null;
  readonly history: readonly HistoryEntry[];
  readonly latents: Latents | null;
  readonly r2: R2Scores | null;
  readonly loadings: readonly Loadings[] | null;
  readonly groups: readonly Group[];
  /** the samples whose distinction from the others was asked for; they stay while the selection moves on */
  readonly distinguished: SampleSelection | null;
  readonly asked: AskedAll;
  readonly selections: Timeline<Selection>;
  readonly dataset: Dataset | null;
  readonly inspection: Inspection | null;
  readonly compared: Compared | null;
  readonly problem: string | null;
  /** all that the run folder holds was sent: what is missing now is not there */
  readonly arrived: boolean;
  /** the run ended because its process was lost */
  readonly interrupted: boolean;
  /** what the user asked of the trainer, until the run shows it */
  readonly pending: 'stop' | 'resume' | null;
  readonly choice: Choice;
}

/** Before anything has arrived. */
export const EMPTY: Omit<State, 'choice' | 'selections'> = {
  folder: '',
  run: null,
  history: [],
  latents: null,
  r2: null,
  loadings: null,
  groups: [],
  distinguished: null,
  asked: NOTHING_ASKED,
  dataset: null,
  inspection: null,
  compared: null,
  problem: null,
  arrived: false,
  interrupted: false,
  pending: null,
};
