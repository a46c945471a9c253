import type { CohortModality } from '../cohort.ts';
import { denseMatrix, type Matrix, pickColumns } from '../matrix.ts';
import type { FittedSteps, FittedTransform } from './fittedTransform.ts';
import { refuseUnfitValues } from './refuseUnfitValues.ts';
import { everyRow, visitSamples } from './sampleCells.ts';
import { stepInput } from './stepInput.ts';
import { stepsOf } from './steps.ts';

/**
 * Applies a fitted preprocessing to every sample, all but standardising: sizes of counts, then the steps.
 * @returns [N, kept]; missing stays NaN; sparse stays sparse, unless zero does not stay zero; the modality's own matrix where nothing changes
 * @throws UserError for a value that a step is not defined for.
 */
export function applySteps(modality: CohortModality, fitted: FittedSteps & Pick<FittedTransform, 'keep'>): Matrix {
  const { keep } = fitted;
  refuseUnfitValues(modality, fitted.steps);
  const matrix = stepInput(modality, fitted.steps);
  const steps = stepsOf(fitted);
  if (steps.length === 0) return pickColumns(matrix, keep);
  const sparse = matrix.layout === 'sparse' ? pickColumns(matrix, keep) : null;
  const values = new Float32Array(sparse?.values.length ?? matrix.rows * keep.length);
  const kept = new Uint8Array(matrix.columns);
  for (const column of keep) kept[column] = 1;
  let at = 0;
  // A step may need all columns of a sample, so that those kept are picked after it.
  visitSamples(matrix, everyRow(matrix), (cells) => {
    for (const step of steps) step(cells);
    for (let i = 0; i < cells.values.length; i++) if (kept[cells.columns[i]]) values[at++] = cells.values[i];
  });
  return sparse ? { ...sparse, values } : denseMatrix(values, keep.length);
}
