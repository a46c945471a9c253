import type { Matrix } from '../../data/matrix.ts';
import type { FittedTransform } from '../../data/transforms/fittedTransform.ts';
import type { Rows } from '../../engine/rows.ts';

/**
 * Standardises, where the preprocessing says so. A sparse matrix stays sparse: all its zeros become one value a column.
 * @param matrix as `applySteps` gives it: [samples, kept]
 * @returns NaN where missing: [samples, kept]
 */
export function standardized(matrix: Matrix, { mean, scale }: FittedTransform): Rows {
  const { columns, values } = matrix;
  const out = new Float32Array(values.length);
  if (matrix.layout === 'dense') {
    for (let i = 0, d = 0; i < out.length; i++, d = d + 1 === columns ? 0 : d + 1) {
      out[i] = (values[i] - mean[d]) / scale[d];
    }
    return { layout: 'dense', columns, values: out };
  }
  const { starts, indices } = matrix;
  for (let i = 0; i < out.length; i++) out[i] = (values[i] - mean[indices[i]]) / scale[indices[i]];
  const base = Float32Array.from(mean, (zero, d) => (0 - zero) / scale[d]);
  return { layout: 'sparse', columns, base, starts, indices, values: out };
}
