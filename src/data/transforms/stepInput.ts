import type { TransformName } from '../../run/study.ts';
import type { CohortModality } from '../cohort.ts';
import { type Matrix, toDense } from '../matrix.ts';
import { requireMemory } from '../requireMemory.ts';

/**
 * A modality's values as its steps take them: as they are stored, or in full where a step moves zero from its place.
 * @throws UserError where the full table does not fit into memory
 */
export function stepInput({ file, matrix, observed }: CohortModality, steps: readonly TransformName[]): Matrix {
  if (matrix.layout === 'dense' || !steps.includes('m-values')) return matrix;
  requireMemory(file, 4 * matrix.rows * matrix.columns);
  const full = toDense(matrix);
  observed.forEach((has, row) => {
    if (has === 0) full.values.fill(Number.NaN, row * full.columns, (row + 1) * full.columns);
  });
  return full;
}
