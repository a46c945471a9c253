import { isForCounts } from '../../data/likelihoodValues.ts';
import type { FittedTransform } from '../../data/transforms/fittedTransform.ts';
import { unstandardize } from '../../data/transforms/standardize.ts';
import { expectedLog1p } from '../../math/expectedLog1p.ts';
import type { LikelihoodName } from '../../run/study.ts';

/** Beyond any bound: the dispersion of a Poisson. */
const NONE = Number.POSITIVE_INFINITY;

/**
 * Brings means, as a decoder gives them, to the scale on which they are compared with what was measured: transformed but
 * not standardised, zeros and ones as they are. Counts are those of a sample of median size, which know nothing of how
 * much was counted in a held-out sample; on a log scale, their expectation there.
 * @param means [rows · kept features]
 * @param logDispersion of counts that have one: [kept features]
 */
export function comparable(
  means: Float32Array,
  fitted: FittedTransform,
  likelihood: LikelihoodName,
  logDispersion: Float32Array | null,
): Float32Array {
  if (likelihood === 'bernoulli') return means;
  if (!isForCounts(likelihood)) return unstandardize(means, fitted);
  if (!fitted.steps.includes('log1p')) return means;
  const features = fitted.keep.length;
  return means.map((mean, i) => expectedLog1p(mean, logDispersion?.[i % features] ?? NONE));
}

/** The unit of that scale. */
export function comparableUnit({ steps }: Pick<FittedTransform, 'steps'>, likelihood: LikelihoodName): string {
  if (likelihood === 'bernoulli') return 'probability of 1';
  const value = isForCounts(likelihood) ? 'count in a sample of median size' : 'value';
  return steps.includes('log1p') ? `ln(1 + ${value})` : value;
}
