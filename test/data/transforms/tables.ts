import type { CohortModality } from '../../../src/data/cohort.ts';
import { denseMatrix, type SparseMatrix, toDense } from '../../../src/data/matrix.ts';
import { applySteps } from '../../../src/data/transforms/applySteps.ts';
import type { FittedTransform } from '../../../src/data/transforms/fittedTransform.ts';
import { standardized } from '../../../src/trainer/data/standardized.ts';

/** A dense modality "m" of m.csv, its samples s0, s1, … and features f0, f1, … A row of NaN lacks the modality. */
export function modality(rows: readonly (readonly number[])[]): CohortModality {
  return {
    name: 'm',
    file: 'm.csv',
    sampleIds: rows.map((_, n) => `s${n}`),
    features: rows[0].map((_, k) => `f${k}`),
    matrix: denseMatrix(Float32Array.from(rows.flat()), rows[0].length),
    observed: Uint8Array.from(rows, (row) => (row.every(Number.isNaN) ? 0 : 1)),
  };
}

/** The same, with neither zeros nor samples that lack the modality stored. */
export function sparseModality(rows: readonly (readonly number[])[]): CohortModality {
  const full = modality(rows);
  const stored = rows.map((row, n) => [...row.entries()].filter(([, value]) => value !== 0 && full.observed[n]));
  const cells = stored.flat();
  const matrix: SparseMatrix = {
    layout: 'sparse',
    rows: rows.length,
    columns: rows[0].length,
    starts: Uint32Array.from({ length: rows.length + 1 }, (_, n) => stored.slice(0, n).flat().length),
    indices: Int32Array.from(cells, ([column]) => column),
    values: Float32Array.from(cells, ([, value]) => value),
  };
  return { ...full, matrix };
}

/** As an encoder sees the samples: [samples · kept] */
export function applyTransform(table: CohortModality, fitted: FittedTransform): Float32Array {
  return standardized(toDense(applySteps(table, fitted)), fitted).values;
}
