import type { TransformName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import type { CohortModality } from '../cohort.ts';
import { chosenFeatures } from './chosenFeatures.ts';
import { columnMoments } from './columnMoments.ts';
import { fitSteps } from './fitSteps.ts';
import type { FittedTransform } from './fittedTransform.ts';
import { refuseUnfitValues } from './refuseUnfitValues.ts';
import { requireOrder } from './requireOrder.ts';

/** What a study says of a modality's preprocessing. */
export interface FitSettings {
  readonly transform: readonly TransformName[];
  /** keeps these features only, by name; in the order of the table */
  readonly features?: readonly string[] | undefined;
  /** keeps the N features of largest variance (before standardising) among those; ties go to the earlier column */
  readonly topVariance?: number | undefined;
  /** the values are counts of samples of various sizes: the steps take them relative to the size */
  readonly counts?: boolean;
}

/**
 * Fits a modality's preprocessing on the observed training samples alone: what its steps need to know, which features to
 * keep, and each one's mean and standard deviation (divisor n) after the steps before "standardize".
 * @param train rows of the training samples
 * @throws UserError for steps that do not go together, a value that a step is not defined for, features that the table
 *   does not have, and when no feature varies.
 */
export function fitTransform(modality: CohortModality, train: Int32Array, settings: FitSettings): FittedTransform {
  const { transform: steps, features, topVariance, counts = false } = settings;
  const { name, file, observed } = modality;
  requireOrder(name, steps);
  refuseUnfitValues(modality, steps);
  const chosen = features ? chosenFeatures(modality, features) : Array.from(modality.features.keys());

  const rows = train.filter((row) => observed[row] === 1);
  const fitted = fitSteps(modality, rows, steps, counts);
  const { mean, variance } = columnMoments(modality, rows, fitted);
  const varying = chosen.filter((column) => variance[column] > 0);
  if (varying.length === 0) {
    throw new UserError(
      `${file}: no feature of "${name}" varies among the ${train.length} training samples, so there is nothing to learn. Check the table, or leave it out.`,
    );
  }
  const keep = Int32Array.from(topVariance === undefined ? varying : largest(varying, variance, topVariance));
  const standardize = steps.includes('standardize');
  return {
    ...fitted,
    keep,
    dropped: chosen.filter((column) => !(variance[column] > 0)).map((column) => modality.features[column]),
    mean: Float32Array.from(keep, (column) => (standardize ? mean[column] : 0)),
    scale: Float32Array.from(keep, (column) => (standardize ? Math.sqrt(variance[column]) : 1)),
  };
}

function largest(columns: readonly number[], variance: Float64Array, most: number): number[] {
  // In single precision: beyond it, variances that are equal differ by rounding errors.
  const rank = Float32Array.from(variance);
  return [...columns]
    .sort((a, b) => rank[b] - rank[a] || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}
