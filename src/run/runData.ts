import type { Group } from './groups.ts';
import type { HistoryEntry } from './history.ts';
import type { RunFile } from './runFile.ts';

/**
 * What a run folder holds, as arrays: the one shape that the viewer draws, live or old, in the editor or in a report.
 * Missing numbers are NaN. Messages between host and webview carry typed arrays as they are; JSON would turn NaN into null.
 */
export interface RunData {
  readonly folder: string;
  readonly run: RunFile;
  /** of long trainings not every epoch, but as many as a curve can show */
  readonly history: readonly HistoryEntry[];
  /** null until the first evaluation */
  readonly latents: Latents | null;
  readonly r2: R2Scores | null;
  /** null until the run has ended, and for runs of earlier versions */
  readonly loadings: readonly Loadings[] | null;
  /** what the user named and kept with the run */
  readonly groups: readonly Group[];
}

/** Posterior means, one row a sample. */
export interface Latents {
  readonly sampleIds: readonly string[];
  /** "train", "test", or "fold 1"… (the fold that held the sample out) */
  readonly split: CategoricalColumn;
  readonly blocks: readonly LatentBlock[];
  readonly labels: readonly LabelColumn[];
  /** how badly the model rebuilds each modality of each sample; empty until the run has ended */
  readonly errors: readonly ReconstructionError[];
}

/**
 * Mean squared difference between a sample's measured features and what the model rebuilds of them from the sample's own
 * latents, in units of each feature's variance among the training samples: 0 is perfect, 1 no better than the mean.
 */
export interface ReconstructionError {
  readonly modality: string;
  /** [samples]; NaN where the sample lacks the modality */
  readonly values: Float32Array;
}

export interface LatentBlock {
  /** "shared" or "private_<modality>" */
  readonly name: string;
  /** one array a dimension, [samples]; NaN where the sample lacks the modality */
  readonly dimensions: readonly Float32Array[];
}

export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  readonly classes: readonly string[];
  /** [samples] index into classes; -1 = missing */
  readonly codes: Int32Array;
}

export interface ContinuousColumn {
  readonly kind: 'continuous';
  readonly name: string;
  /** [samples]; NaN = missing */
  readonly values: Float32Array;
}

export type LabelColumn = CategoricalColumn | ContinuousColumn;

/** Held-out R² per feature. */
export interface R2Scores {
  readonly targets: readonly {
    readonly name: string;
    readonly features: readonly string[];
    readonly self: Float32Array;
    /** null until the run has ended, and for runs of earlier versions */
    readonly verdicts: FeatureVerdicts | null;
  }[];
  /** one entry for each source and target, source "all" included; r2 runs along the target's features */
  readonly pairs: readonly {
    readonly source: string;
    readonly target: string;
    readonly r2: Float32Array;
    /** null until the run has ended, and for runs of earlier versions */
    readonly statistics: FeatureStatistics | null;
  }[];
}

/** How far the R² of each feature can be trusted: [features] each. */
export interface FeatureStatistics {
  /** 95 % bootstrap interval over held-out samples */
  readonly low: Float32Array;
  readonly high: Float32Array;
  /** R² of ridge regression from the same source, same samples */
  readonly baseline: Float32Array;
  /** 95 % of permutations of the held-out samples give a lower R² */
  readonly nullR2: Float32Array;
  /** permutation p-value of "the prediction has nothing to do with the feature" */
  readonly p: Float32Array;
  /** Benjamini-Hochberg over the features of this direction */
  readonly q: Float32Array;
}

export type Verdict = 'shared' | 'private' | 'neither';

/** Which latent block explains the held-out variance of each feature; the three shares sum to 1. */
export interface FeatureVerdicts {
  readonly shared: Float32Array;
  readonly private: Float32Array;
  readonly neither: Float32Array;
  /** null where the feature has no score */
  readonly verdict: readonly (Verdict | null)[];
}

/**
 * Which features of one modality each latent dimension moves: the change of the prediction, in standard deviations of the
 * feature among the training samples, for one standard deviation of the dimension. One array a dimension: [features] each.
 */
export interface Loadings {
  readonly modality: string;
  readonly features: readonly string[];
  readonly shared: readonly Float32Array[];
  readonly private: readonly Float32Array[];
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

/** One feature of every sample, as the model was shown it but not standardised. */
export interface FeatureValues {
  readonly modality: string;
  readonly feature: string;
  readonly unit: string;
  /** in the order of the run's latents: [samples]; NaN = missing */
  readonly values: Float32Array;
}

/** A block of latents laid out in two dimensions that keep neighbours together. */
export interface Umap {
  readonly block: string;
  /** in the order of the run's latents: [samples]; NaN where the sample lacks the block */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** samples that the map was fitted on; the others were placed among them */
  readonly fitted: number;
  readonly samples: number;
  readonly neighbours: number;
  readonly seed: number;
}

/** What distinguishes a group of samples from all others: features of any modality, largest effect first. */
export interface Distinction {
  readonly inside: number;
  readonly outside: number;
  readonly features: readonly {
    readonly modality: string;
    readonly feature: string;
    /** Cohen's d: difference of the means in pooled standard deviations; above 0 = higher in the group */
    readonly effect: number;
    readonly meanInside: number;
    readonly meanOutside: number;
    /** Benjamini-Hochberg over all features of all modalities, of Welch's t-test */
    readonly q: number;
  }[];
  /** features that were compared; the list holds the first of them */
  readonly compared: number;
}
