import type { TransformName } from '../../run/study.ts';
import type { CohortModality } from '../cohort.ts';
import type { FittedSteps } from './fittedTransform.ts';
import { sizeProfile } from './sizeFactors.ts';
import { inverseDocumentFrequency } from './tfIdf.ts';

/**
 * What the steps before standardising need to know, from the observed training samples alone.
 * @param rows of training samples that have the modality
 * @param counts takes the values as counts of samples of various sizes, also without "library-size"
 */
export function fitSteps(
  modality: CohortModality,
  rows: Int32Array,
  steps: readonly TransformName[],
  counts: boolean,
): FittedSteps {
  return {
    profile: counts || steps.includes('library-size') ? sizeProfile(modality, rows) : null,
    idf: steps.includes('tf-idf') ? inverseDocumentFrequency(modality, rows) : null,
    steps: [...steps],
  };
}
