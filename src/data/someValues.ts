import type { Matrix } from './matrix.ts';

/** About `most` values of a table, evenly spaced, as large a share of them unstored zeros as of all: what its quantiles are taken from. */
export function someValues({ values, rows, columns }: Matrix, most: number): Float32Array {
  let stride = Math.max(1, Math.floor((rows * columns) / most));
  // Steps that share a factor with the width would come to some columns only.
  while (commonDivisor(stride, columns) > 1) stride++;
  const stored = Math.ceil(values.length / stride);
  const some = new Float32Array(stored + Math.floor((rows * columns - values.length) / stride));
  for (let i = 0; i < stored; i++) some[i] = values[i * stride];
  return some;
}

/** The greatest one, by Euclid. */
function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
