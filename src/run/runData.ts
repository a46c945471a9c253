import type { HistoryEntry } from './history.ts';
import type { RunFile } from './runFile.ts';

/**
 * What a run folder holds, as arrays: the one shape that the viewer draws, live or old, in the editor or in a report.
 * Missing numbers are NaN. Messages between host and webview carry typed arrays as they are; JSON would turn NaN into null.
 */
export interface RunData {
  readonly folder: string;
  readonly run: RunFile;
  readonly history: readonly HistoryEntry[];
  /** null until the first evaluation */
  readonly latents: Latents | null;
  readonly r2: R2Scores | null;
}

/** Posterior means, one row a sample. */
export interface Latents {
  readonly sampleIds: readonly string[];
  /** "train", "test", or "fold 1"… (the fold that held the sample out) */
  readonly split: readonly string[];
  readonly blocks: readonly LatentBlock[];
  readonly labels: readonly LabelColumn[];
}

export interface LatentBlock {
  /** "shared" or "private_<modality>" */
  readonly name: string;
  /** one array a dimension, [samples]; NaN where the sample lacks the modality */
  readonly dimensions: readonly Float32Array[];
}

export type LabelColumn =
  /** codes index classes; -1 = missing */
  | {
      readonly kind: 'categorical';
      readonly name: string;
      readonly classes: readonly string[];
      readonly codes: Int16Array;
    }
  | { readonly kind: 'continuous'; readonly name: string; readonly values: Float32Array };

/** Held-out R² per feature. */
export interface R2Scores {
  readonly targets: readonly {
    readonly name: string;
    readonly features: readonly string[];
    readonly self: Float32Array;
  }[];
  /** one entry for each source and target, source "all" included; r2 runs along the target's features */
  readonly pairs: readonly { readonly source: string; readonly target: string; readonly r2: Float32Array }[];
}

/** Held-out prediction of one feature. */
export interface FeatureDetail {
  readonly source: string;
  readonly target: string;
  readonly feature: string;
  readonly r2: number;
  readonly sampleIds: readonly string[];
  /** on the scale of the transforms before standardising */
  readonly actual: Float32Array;
  readonly predicted: Float32Array;
  readonly unit: string;
}
