import type { TransformName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import type { CohortModality } from '../cohort.ts';
import { columnMoments } from './columnMoments.ts';
import type { FittedTransform } from './fittedTransform.ts';
import { refuseUnfitValues } from './refuseUnfitValues.ts';
import { sizeProfile } from './sizeFactors.ts';

/** What a study says of a modality's preprocessing. */
export interface FitSettings {
  readonly transform: readonly TransformName[];
  /** keeps the N features of largest variance (before standardising); ties go to the earlier column */
  readonly topVariance?: number | undefined;
  /** divides every sample by its size first */
  readonly counts?: boolean;
}

/**
 * Fits a modality's preprocessing on the observed training samples alone: which features to keep, and each one's mean and
 * standard deviation (divisor n) after the steps before "standardize".
 * @param train rows of the training samples
 * @throws UserError for a negative value under log1p, for a step after "standardize", and when no feature varies.
 */
export function fitTransform(modality: CohortModality, train: Int32Array, settings: FitSettings): FittedTransform {
  const { transform: steps, topVariance, counts = false } = settings;
  const standardizeAt = steps.indexOf('standardize');
  if (standardizeAt !== -1 && standardizeAt !== steps.length - 1) {
    throw new UserError(
      `Modality "${modality.name}": "standardize" must be the last transform, not before "${steps[standardizeAt + 1]}".`,
    );
  }
  refuseUnfitValues(modality, steps);

  const profile = counts ? sizeProfile(modality, train) : null;
  const rows = train.filter((row) => modality.observed[row] === 1);
  const { mean, variance } = columnMoments(modality, rows, { profile, steps });
  const varying = Array.from(variance.keys()).filter((column) => variance[column] > 0);
  if (varying.length === 0) {
    throw new UserError(
      `${modality.file}: no feature of "${modality.name}" varies among the ${train.length} training samples, so there is nothing to learn. Check the table, or leave it out.`,
    );
  }
  const varies = new Set(varying);
  const keep = Int32Array.from(topVariance === undefined ? varying : largest(varying, variance, topVariance));
  const standardize = standardizeAt !== -1;
  return {
    profile,
    steps: [...steps],
    keep,
    dropped: modality.features.filter((_, column) => !varies.has(column)),
    mean: Float32Array.from(keep, (column) => (standardize ? mean[column] : 0)),
    scale: Float32Array.from(keep, (column) => (standardize ? Math.sqrt(variance[column]) : 1)),
  };
}

function largest(columns: readonly number[], variance: Float64Array, most: number): number[] {
  return [...columns]
    .sort((a, b) => variance[b] - variance[a] || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}
