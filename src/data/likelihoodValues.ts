import type { LikelihoodName } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import { cellInWords } from './cellInWords.ts';
import type { CohortModality } from './cohort.ts';

/** Values that something is defined for; what is missing (NaN) is not asked about. */
export interface Domain {
  readonly words: string;
  readonly holds: (value: number) => boolean;
}

/** Likelihoods whose mean is relative to the size of a sample. */
export function isForCounts(likelihood: LikelihoodName): boolean {
  return likelihood === 'poisson' || likelihood === 'negative-binomial';
}

/** The values that a likelihood is for; null = any number. */
export function likelihoodDomain(likelihood: LikelihoodName): Domain | null {
  if (likelihood === 'gaussian' || likelihood === 'laplace') return null;
  return isForCounts(likelihood)
    ? { words: 'counts, whole numbers from 0 upwards', holds: (value) => Number.isInteger(value) && value >= 0 }
    : { words: 'zeros and ones', holds: (value) => value === 0 || value === 1 };
}

/** The number of the first stored cell outside of a domain; −1 where there is none. */
export function firstOutside({ values }: CohortModality['matrix'], { holds }: Domain): number {
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]) && !holds(values[i])) return i;
  return -1;
}

/** @throws UserError that names the first value that a likelihood does not allow */
export function refuseOtherValues(modality: CohortModality, likelihood: LikelihoodName): void {
  const domain = likelihoodDomain(likelihood);
  const at = domain ? firstOutside(modality.matrix, domain) : -1;
  if (domain === null || at === -1) return;
  const { name, matrix } = modality;
  const transform = matrix.values.some((value) => value < 0) ? '["standardize"]' : '["log1p", "standardize"]';
  throw new UserError(
    `${cellInWords(modality, at)}, but the likelihood "${likelihood}" is for ${domain.words}. Use "likelihood": "gaussian" with "transform": ${transform} for "${name}", or give the table of raw ${isForCounts(likelihood) ? 'counts' : 'zeros and ones'}.`,
  );
}
