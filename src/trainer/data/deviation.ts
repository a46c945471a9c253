import type { Prepared } from './prepare.ts';

/** Standard deviation (divisor n) of each feature among the training samples, on the scale of `actual`: [kept features] */
export function deviation({ actual, fitted }: Pick<Prepared, 'actual' | 'fitted'>, train: Int32Array): Float32Array {
  const features = fitted.keep.length;
  const count = new Float64Array(features);
  const mean = new Float64Array(features);
  const squares = new Float64Array(features);
  // Row by row, as the values lie in memory.
  const visit = (see: (value: number, d: number) => void): void => {
    for (const row of train) {
      for (let d = 0, i = row * features; d < features; d++, i++) {
        if (!Number.isNaN(actual[i])) see(actual[i], d);
      }
    }
  };
  visit((value, d) => {
    count[d]++;
    mean[d] += value;
  });
  for (let d = 0; d < features; d++) mean[d] /= count[d];
  visit((value, d) => {
    squares[d] += (value - mean[d]) ** 2;
  });
  return Float32Array.from(squares, (sum, d) => Math.sqrt(sum / count[d]));
}
