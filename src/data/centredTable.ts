import { dot } from '../math/dot.ts';
import type { CentredTable } from '../math/principalComponents.ts';
import { columnStatistics } from './columnStatistics.ts';
import { type Matrix, visitStored } from './matrix.ts';

/**
 * A table as its principal components see it: each column less its mean and times a factor, a missing value (NaN) at the
 * mean. What is not stored stays so: the means are taken off the products.
 * @param factor of each column: [columns]
 */
export function centredTable(matrix: Matrix, factor: ArrayLike<number>): CentredTable {
  const { rows, columns } = matrix;
  const { mean, variance, missing } = columnStatistics(matrix);
  // What does not vary must be 0 to the bit.
  const times = variance.map((value, k) => (value > 0 ? factor[k] : 0));
  const offset = times.map((factor, k) => (factor === 0 ? 0 : factor * mean[k]));
  const scaled = new Float32Array(matrix.values.length);
  let at = 0;
  visitStored(matrix, (value, k) => {
    scaled[at++] = Number.isNaN(value) ? offset[k] : value * times[k];
  });
  const x: Matrix = { ...matrix, values: scaled };
  const squares = times.reduce(
    (sum, factor, k) => (factor === 0 ? sum : sum + variance[k] * factor ** 2 * (rows - missing[k])),
    0,
  );
  return {
    rows,
    columns,
    squares,
    times(basis) {
      const b = interleaved(basis);
      const width = basis.length;
      const out = new Float64Array(rows * width);
      const shift = Float64Array.from(basis, (vector) => -dot(offset, vector));
      for (let row = 0; row < rows; row++) out.set(shift, row * width);
      visitStored(x, (value, k, row) => {
        for (let j = 0, from = k * width, to = row * width; j < width; j++) out[to + j] += value * b[from + j];
      });
      return separated(out, width);
    },
    transposedTimes(projected) {
      const p = interleaved(projected);
      const width = projected.length;
      const sums = projected.map((vector) => vector.reduce((sum, value) => sum + value, 0));
      const out = interleaved(sums.map((sum) => offset.map((value) => -sum * value)));
      visitStored(x, (value, k, row) => {
        for (let j = 0, from = row * width, to = k * width; j < width; j++) out[to + j] += value * p[from + j];
      });
      return separated(out, width);
    },
  };
}

/** Vectors side by side, so that what one cell is multiplied with lies together: [length · vectors] */
function interleaved(vectors: readonly Float64Array[]): Float64Array {
  const width = vectors.length;
  const out = new Float64Array(width * (vectors[0]?.length ?? 0));
  for (const [j, vector] of vectors.entries()) for (let i = 0; i < vector.length; i++) out[i * width + j] = vector[i];
  return out;
}

function separated(values: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: width }, (_, j) =>
    Float64Array.from({ length: values.length / width }, (__, i) => values[i * width + j]),
  );
}
