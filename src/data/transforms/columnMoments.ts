import type { CohortModality } from '../cohort.ts';
import type { FittedSteps } from './fittedTransform.ts';
import { visitSamples } from './sampleCells.ts';
import { stepInput } from './stepInput.ts';
import { stepsOf } from './steps.ts';

/** Mean and population variance (divisor n) of each column of a table: [features] each */
export interface ColumnMoments {
  /** NaN where every cell is missing */
  readonly mean: Float64Array;
  /** exactly 0 where all values are equal, and where there is none */
  readonly variance: Float64Array;
}

/**
 * Moments of the table's columns after the steps before standardising. Two passes over the stored cells, for accuracy.
 * @param rows of samples that have the modality
 */
export function columnMoments(modality: CohortModality, rows: Int32Array, fitted: FittedSteps): ColumnMoments {
  const matrix = stepInput(modality, fitted.steps);
  const steps = stepsOf(fitted);
  const width = matrix.columns;
  const stored = new Float64Array(width);
  const known = new Float64Array(width).fill(rows.length);
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  const least = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  const visit = (see: (value: number, column: number) => void): void => {
    visitSamples(matrix, rows, (cells) => {
      for (const step of steps) step(cells);
      for (let i = 0; i < cells.values.length; i++) see(cells.values[i], cells.columns[i]);
    });
  };

  visit((value, k) => {
    stored[k]++;
    if (Number.isNaN(value)) {
      known[k]--;
      return;
    }
    mean[k] += value;
    if (value < least[k]) least[k] = value;
    if (value > most[k]) most[k] = value;
  });
  for (let k = 0; k < width; k++) {
    mean[k] /= known[k];
    const zeros = rows.length - stored[k];
    if (zeros === 0) continue;
    least[k] = Math.min(least[k], 0);
    most[k] = Math.max(most[k], 0);
    variance[k] = zeros * mean[k] ** 2;
  }
  visit((value, k) => {
    if (!Number.isNaN(value)) variance[k] += (value - mean[k]) ** 2;
  });
  // A constant's mean may be off by a rounding error, and its variance then not quite 0.
  for (let k = 0; k < width; k++) variance[k] = least[k] < most[k] ? variance[k] / known[k] : 0;
  return { mean, variance };
}
