import type { FittedTransform } from './fittedTransform.ts';

type Statistics = Pick<FittedTransform, 'mean' | 'scale'>;

/**
 * Standardises, where the preprocessing says so.
 * @param values as `applySteps` gives them: [rows, kept]
 * @returns a new array of the same shape
 */
export function standardize(values: Float32Array, { mean, scale }: Statistics): Float32Array {
  return values.map((value, i) => (value - mean[i % mean.length]) / scale[i % scale.length]);
}

/**
 * Brings standardised values back to the scale before standardising (log1p values stay logged).
 * @param values [rows, kept]
 * @returns a new array of the same shape
 */
export function unstandardize(values: Float32Array, { mean, scale }: Statistics): Float32Array {
  return values.map((value, i) => value * scale[i % scale.length] + mean[i % mean.length]);
}
