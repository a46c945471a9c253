import type { LikelihoodName } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import type { CohortModality } from './cohort.ts';
import { placeOf } from './matrix.ts';

/** Likelihoods whose mean is relative to the size of a sample. */
export function isForCounts(likelihood: LikelihoodName): boolean {
  return likelihood === 'poisson' || likelihood === 'negative-binomial';
}

/** @throws UserError that names the first value that a likelihood does not allow */
export function refuseOtherValues(
  { name, file, sampleIds, features, matrix }: CohortModality,
  likelihood: LikelihoodName,
): void {
  if (likelihood === 'gaussian' || likelihood === 'laplace') return;
  const allowed = isForCounts(likelihood)
    ? (value: number): boolean => Number.isInteger(value) && value >= 0
    : (value: number): boolean => value === 0 || value === 1;
  const { values } = matrix;
  const at = values.findIndex((value) => !Number.isNaN(value) && !allowed(value));
  if (at === -1) return;
  const { row, column } = placeOf(matrix, at);
  const place = `${file}, sample "${sampleIds[row]}", feature "${features[column]}"`;
  const value = Number(values[at].toPrecision(6));
  const wanted = isForCounts(likelihood) ? 'counts: whole numbers from 0 upwards' : 'values of 0 and 1';
  const transform = values.some((value) => value < 0) ? '["standardize"]' : '["log1p", "standardize"]';
  throw new UserError(
    `${place}: ${value}, but the likelihood "${likelihood}" is for ${wanted}. Use "likelihood": "gaussian" with "transform": ${transform} for "${name}", or give the table of raw ${isForCounts(likelihood) ? 'counts' : 'zeros and ones'}.`,
  );
}
