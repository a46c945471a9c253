import { type Matrix, visitStored } from '../matrix.ts';

/** Over some rows: the sum of each column, and in how many of them it was measured. [columns] each */
export function columnSums(matrix: Matrix, rows: Int32Array): { sums: Float64Array; measured: Float64Array } {
  const sums = new Float64Array(matrix.columns);
  const measured = new Float64Array(matrix.columns).fill(rows.length);
  visitStored(
    matrix,
    (value, column) => {
      if (Number.isNaN(value)) measured[column]--;
      else sums[column] += value;
    },
    rows,
  );
  return { sums, measured };
}
