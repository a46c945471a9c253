import type { Matrix } from './matrix.ts';

/** About `most` values of a table, evenly spaced, as large a share of them unstored zeros as of all: what its quantiles are taken from. */
export function someValues({ values, rows, columns }: Matrix, most: number): Float32Array {
  const stride = Math.max(1, Math.floor((rows * columns) / most));
  const stored = stride === 1 ? values : values.filter((_, i) => i % stride === 0);
  const some = new Float32Array(stored.length + Math.floor((rows * columns - values.length) / stride));
  some.set(stored);
  return some;
}
