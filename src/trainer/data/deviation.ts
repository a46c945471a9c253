import { visitStored } from '../../data/matrix.ts';
import type { Prepared } from './prepare.ts';

/** Standard deviation (divisor n) of each feature among the training samples, on the scale of `actual`: [kept features] */
export function deviation(
  { actual, modality }: Pick<Prepared, 'actual' | 'modality'>,
  train: Int32Array,
): Float32Array {
  const { columns } = actual;
  // Of a sample that lacks the modality, zeros that are not stored are no values.
  const rows = train.filter((row) => modality.observed[row] === 1);
  const count = new Float64Array(columns);
  const stored = new Float64Array(columns);
  const mean = new Float64Array(columns);
  const squares = new Float64Array(columns);
  const add = (value: number, d: number): void => {
    stored[d]++;
    if (Number.isNaN(value)) return;
    count[d]++;
    mean[d] += value;
  };
  visitStored(actual, add, rows);
  for (let d = 0; d < columns; d++) {
    count[d] += rows.length - stored[d];
    mean[d] /= count[d];
  }
  const addSquare = (value: number, d: number): void => {
    if (!Number.isNaN(value)) squares[d] += (value - mean[d]) ** 2;
  };
  visitStored(actual, addSquare, rows);
  return Float32Array.from(squares, (sum, d) => {
    const zeros = (rows.length - stored[d]) * mean[d] ** 2;
    return Math.sqrt((sum + zeros) / count[d]);
  });
}
