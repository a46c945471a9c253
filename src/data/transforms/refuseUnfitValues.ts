import type { TransformName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import { cellInWords } from '../cellInWords.ts';
import type { CohortModality } from '../cohort.ts';
import { type Domain, firstOutside } from '../likelihoodValues.ts';

/** The values that all of the steps are defined for; null = any number. */
export function stepsDomain(steps: readonly TransformName[]): Domain | null {
  if (steps.includes('m-values'))
    return { words: 'proportions, from 0 to 1', holds: (value) => value >= 0 && value <= 1 };
  if (steps.every((step) => step === 'arcsinh' || step === 'standardize')) return null;
  return { words: 'values from 0 upwards', holds: (value) => value >= 0 };
}

/** @throws UserError that names the first value that one of the steps is not defined for */
export function refuseUnfitValues(modality: CohortModality, steps: readonly TransformName[]): void {
  const { name, matrix } = modality;
  for (const step of steps) {
    const domain = stepsDomain([step]);
    const at = domain ? firstOutside(matrix, domain) : -1;
    if (domain === null || at === -1) continue;
    const problem = matrix.values[at] < 0 ? 'is negative' : 'is above 1';
    const instead = matrix.values.some((value) => value < 0) ? '["standardize"]' : '["log1p", "standardize"]';
    throw new UserError(
      `${cellInWords(modality, at)} ${problem}, and ${step} is for ${domain.words}. Use "transform": ${instead} for "${name}".`,
    );
  }
}
