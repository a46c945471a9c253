import { isForCounts } from '../../data/likelihoodValues.ts';
import { COFACTOR } from '../../data/transforms/arcsinh.ts';
import { changesScale } from '../../data/transforms/changesScale.ts';
import type { FittedSteps, FittedTransform } from '../../data/transforms/fittedTransform.ts';
import { unstandardize } from '../../data/transforms/unstandardize.ts';
import { expectedLog1p } from '../../math/expectedLog1p.ts';
import type { LikelihoodName, TransformName } from '../../run/study.ts';

/** Beyond any bound: the dispersion of a Poisson. */
const NONE = Number.POSITIVE_INFINITY;

/**
 * The steps that lead to the scale on which predictions are compared with what was measured: those of the encoder without
 * standardising, but zeros and ones as they are, and counts as counts in a sample of median size or, where the encoder
 * does not see them on their own scale, as the logarithm of those.
 * @returns `fitted` itself where that is what its steps lead to
 */
export function comparedSteps(fitted: FittedSteps, likelihood: LikelihoodName): FittedSteps {
  const { steps } = fitted;
  if (likelihood === 'bernoulli') {
    return steps.every((step) => step === 'standardize') ? fitted : { profile: null, idf: null, steps: [] };
  }
  if (!isForCounts(likelihood) || steps.includes('log1p') || !steps.some(changesScale)) return fitted;
  return { ...fitted, idf: null, steps: ['log1p'] };
}

/**
 * Brings means, as a decoder gives them, to that scale. Counts are those of a sample of median size, which know nothing
 * of how much was counted in a held-out sample; on a log scale, their expectation there.
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
  if (!fitted.steps.some(changesScale)) return means;
  return expectedLog1p(means, logDispersion ?? new Float32Array(fitted.keep.length).fill(NONE));
}

/** The unit of that scale, in words. */
export function comparableUnit({ steps }: Pick<FittedSteps, 'steps'>, likelihood: LikelihoodName): string {
  if (likelihood === 'bernoulli') return 'probability of 1';
  if (isForCounts(likelihood)) {
    const count = 'count / size';
    return steps.some(changesScale) ? `ln(1 + ${count})` : count;
  }
  const value = steps.includes('library-size') ? 'value / size' : 'value';
  return steps.reduce((unit, step) => unitAfter(step, unit), value);
}

function unitAfter(step: TransformName, value: string): string {
  switch (step) {
    case 'log1p':
      return `ln(1 + ${value})`;
    case 'arcsinh':
      return `arcsinh(${value} / ${COFACTOR})`;
    case 'tf-idf':
      return 'TF-IDF';
    case 'clr':
      return 'centred log ratio';
    case 'm-values':
      return 'M-value (log2 of the odds)';
    case 'library-size':
    case 'standardize':
      return value;
  }
}
