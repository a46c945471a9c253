import type { TransformName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import type { CohortModality } from '../cohort.ts';
import { placeOf } from '../matrix.ts';

/** Values that steps are defined for. */
interface Domain {
  readonly words: string;
  readonly least: number;
  readonly most: number;
}

export function domainOf(steps: readonly TransformName[]): Domain {
  if (steps.includes('m-values')) return { words: 'proportions, from 0 to 1', least: 0, most: 1 };
  const any = steps.every((step) => step === 'arcsinh' || step === 'standardize');
  const least = any ? Number.NEGATIVE_INFINITY : 0;
  return { words: any ? 'any number' : 'values from 0 upwards', least, most: Number.POSITIVE_INFINITY };
}

/** @throws UserError that names the first value that one of the steps is not defined for */
export function refuseUnfitValues(
  { name, file, sampleIds, features, matrix }: CohortModality,
  steps: readonly TransformName[],
): void {
  const { values } = matrix;
  for (const step of steps) {
    const { words, least, most } = domainOf([step]);
    const at = values.findIndex((value) => value < least || value > most);
    if (at === -1) continue;
    const { row, column } = placeOf(matrix, at);
    const problem = values[at] < 0 ? 'is negative' : 'is above 1';
    const instead = values.some((value) => value < 0) ? '["standardize"]' : '["log1p", "standardize"]';
    throw new UserError(
      `${file}, sample "${sampleIds[row]}", feature "${features[column]}": ${Number(values[at].toPrecision(6))} ${problem}, and ${step} is for ${words}. Use "transform": ${instead} for "${name}".`,
    );
  }
}
