import { readRow } from '../../data/matrix.ts';
import type { Prepared } from '../data/prepare.ts';

/** What was measured in some samples, one feature after another: [features · rows]; NaN where missing */
export function measuredColumns({ actual, modality }: Prepared, rows: Int32Array): Float32Array {
  const measured = new Float32Array(actual.columns);
  const out = new Float32Array(actual.columns * rows.length);
  rows.forEach((row, i) => {
    if (modality.observed[row]) readRow(actual, row, measured);
    else measured.fill(Number.NaN);
    for (let d = 0; d < measured.length; d++) out[d * rows.length + i] = measured[d];
  });
  return out;
}
