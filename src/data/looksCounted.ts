import { median } from '../math/statistics.ts';
import { type Matrix, visitStored } from './matrix.ts';

/** Whole numbers from here on are not told from others in single precision; one feature is not counted this often. */
const LARGEST_COUNT = 2 ** 24;
/** Few counts are as large as the largest: where so many cells are, the scale ends there (classes, grades, pixels). */
const AT_THE_END = { share: 0.01, cells: 10 };
/** Of the variance over the mean. Counts scatter at least as much as a Poisson's, whose ratio is 1; copy numbers do not. */
const LEAST_SCATTER = 0.5;
/** Fewer samples do not tell how features scatter. */
const ENOUGH_SAMPLES = 10;

/** Whether whole numbers from 0 upwards may be counts, rather than grades, copy numbers or intensities that were rounded. */
export function looksCounted(matrix: Matrix, max: number): boolean {
  if (max >= LARGEST_COUNT) return false;
  const cells = matrix.rows * matrix.columns;
  const atEnd = matrix.values.reduce((count, value) => count + Number(value === max), 0);
  if (atEnd >= Math.max(AT_THE_END.cells, AT_THE_END.share * cells)) return false;
  return matrix.rows < ENOUGH_SAMPLES || !(scatter(matrix) < LEAST_SCATTER);
}

/** Variance over mean of the middle feature; missing cells do not count. NaN where nothing was counted. */
function scatter(matrix: Matrix): number {
  const known = new Float64Array(matrix.columns).fill(matrix.rows);
  const sum = new Float64Array(matrix.columns);
  const squares = new Float64Array(matrix.columns);
  visitStored(matrix, (value, k) => {
    if (Number.isNaN(value)) {
      known[k]--;
      return;
    }
    sum[k] += value;
    squares[k] += value * value;
  });
  // Whole numbers below 2^24: their squares add up exactly enough.
  return median(sum.map((total, k) => (squares[k] - (total * total) / known[k]) / (known[k] - 1) / (total / known[k])));
}
