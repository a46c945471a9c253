import type { Matrix } from './matrix.ts';

/** What the values of each column are like: [columns] each. Cells that are not stored count as 0, missing ones do not count. */
export interface ColumnStatistics {
  readonly missing: Float64Array;
  readonly zeros: Float64Array;
  /** NaN where every cell is missing */
  readonly mean: Float64Array;
  /** population variance; 0 exactly where a column has one value only, NaN where it has none */
  readonly variance: Float64Array;
  /** smallest and largest value; +∞ and −∞ where every cell is missing */
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Of every column, in two passes over the stored cells. */
export function columnStatistics(matrix: Matrix): ColumnStatistics {
  const { rows, columns } = matrix;
  const [missing, zeros, sum, known] = Array.from({ length: 4 }, () => new Float64Array(columns));
  const low = new Float32Array(columns).fill(Number.POSITIVE_INFINITY);
  const high = new Float32Array(columns).fill(Number.NEGATIVE_INFINITY);
  const { values } = matrix;
  const indices = matrix.layout === 'sparse' ? matrix.indices : null;
  // Plain loops: a call for every cell would take twice as long.
  for (let i = 0, next = 0; i < values.length; i++, next = next + 1 === columns ? 0 : next + 1) {
    const k = indices === null ? next : indices[i];
    const value = values[i];
    if (Number.isNaN(value)) {
      missing[k]++;
      continue;
    }
    known[k]++;
    sum[k] += value;
    if (value === 0) zeros[k]++;
    if (value < low[k]) low[k] = value;
    if (value > high[k]) high[k] = value;
  }
  const unstored = known.map((count, k) => rows - count - missing[k]);
  const mean = sum.map((total, k) => total / (rows - missing[k]));
  const squares = unstored.map((count, k) => (count > 0 ? count * mean[k] ** 2 : 0));
  for (let k = 0; k < columns; k++) {
    if (unstored[k] === 0) continue;
    zeros[k] += unstored[k];
    low[k] = Math.min(low[k], 0);
    high[k] = Math.max(high[k], 0);
  }
  for (let i = 0, next = 0; i < values.length; i++, next = next + 1 === columns ? 0 : next + 1) {
    const k = indices === null ? next : indices[i];
    const value = values[i];
    if (!Number.isNaN(value)) squares[k] += (value - mean[k]) * (value - mean[k]);
  }
  // The mean of a constant may be off by a rounding error, and its variance then not quite 0.
  const variance = squares.map((total, k) => (low[k] === high[k] ? 0 : total / (rows - missing[k])));
  return { missing, zeros, mean, variance, low, high };
}
