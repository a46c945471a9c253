import { isForCounts } from '../data/likelihoodValues.ts';
import { applyLogs, type FittedTransform, unstandardize } from '../data/transforms.ts';
import type { LikelihoodName } from '../run/study.ts';

/**
 * Brings means, as a decoder gives them, to the scale on which they are compared with what was measured: transformed but
 * not standardised, zeros and ones as they are. Means of counts are those of a sample of median size, which know nothing
 * of how much was counted in a held-out sample.
 * @param means [rows · kept features]
 */
export function comparable(means: Float32Array, fitted: FittedTransform, likelihood: LikelihoodName): Float32Array {
  if (isForCounts(likelihood)) return applyLogs(means, fitted);
  return likelihood === 'bernoulli' ? means : unstandardize(means, fitted);
}

/** The unit of that scale. */
export function comparableUnit({ steps }: FittedTransform, likelihood: LikelihoodName): string {
  if (likelihood === 'bernoulli') return 'probability of 1';
  const value = isForCounts(likelihood) ? 'count in a sample of median size' : 'value';
  return steps.includes('log1p') ? `ln(1 + ${value})` : value;
}
