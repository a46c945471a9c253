import type { Prepared } from './prepare.ts';

/** Standard deviation (divisor n) of each feature among the training samples, on the scale of `actual`: [kept features] */
export function deviation({ actual, fitted }: Pick<Prepared, 'actual' | 'fitted'>, train: Int32Array): Float32Array {
  const features = fitted.keep.length;
  return Float32Array.from(fitted.keep, (_, d) => {
    const values = Array.from(train, (row) => actual[row * features + d]).filter((value) => !Number.isNaN(value));
    const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
  });
}
