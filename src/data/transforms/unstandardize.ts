import type { FittedTransform } from './fittedTransform.ts';

/**
 * Brings standardised values back to the scale before standardising (log1p values stay logged).
 * @param values [rows, kept]
 * @returns a new array of the same shape
 */
export function unstandardize(values: Float32Array, { mean, scale }: FittedTransform): Float32Array {
  return values.map((value, i) => value * scale[i % scale.length] + mean[i % mean.length]);
}
