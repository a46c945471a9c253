import type { TransformName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import type { CohortModality } from '../cohort.ts';
import { placeOf } from '../matrix.ts';

/** @throws UserError that names the first value that one of the steps is not defined for */
export function refuseUnfitValues(
  { name, file, sampleIds, features, matrix }: CohortModality,
  steps: readonly TransformName[],
): void {
  if (!steps.includes('log1p')) return;
  const { values } = matrix;
  const at = values.findIndex((value) => value < 0);
  if (at === -1) return;
  const { row, column } = placeOf(matrix, at);
  throw new UserError(
    `${file}, sample "${sampleIds[row]}", feature "${features[column]}": ${formatted(values[at])} is negative, and log1p is for values from 0 upwards. Use "transform": ["standardize"] for "${name}".`,
  );
}

function formatted(value: number): string {
  return String(Number(value.toPrecision(6)));
}
