import type { TransformName } from '../../run/study.ts';

/** A modality's preprocessing, fixed by the training samples. */
export interface FittedTransform {
  /** for counts and library sizes: what a sample of size 1 counts of each feature of the table; else null */
  readonly profile: Float32Array | null;
  /** for TF-IDF: inverse document frequency of each feature of the table; else null */
  readonly idf: Float32Array | null;
  readonly steps: readonly TransformName[];
  /** columns kept, ascending */
  readonly keep: Int32Array;
  /** features left out because they have one value only among the training samples, or none */
  readonly dropped: readonly string[];
  /** [kept] subtracted when standardising; 0 without that step */
  readonly mean: Float32Array;
  /** [kept] divided by when standardising (population standard deviation); 1 without that step */
  readonly scale: Float32Array;
}

/** What the steps before standardising need to know: all that `applySteps` reads. */
export type FittedSteps = Pick<FittedTransform, 'profile' | 'idf' | 'steps'>;
