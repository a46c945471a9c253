import type { CohortModality } from '../../data/cohort.ts';
import { isForCounts } from '../../data/likelihoodValues.ts';
import { type Matrix, visitStored } from '../../data/matrix.ts';
import type { FittedTransform } from '../../data/transforms/fittedTransform.ts';
import { sizeFactors } from '../../data/transforms/sizeFactors.ts';
import { denseRows, type Rows } from '../../engine/rows.ts';
import { logFactorial } from '../../math/logFactorial.ts';
import type { TargetArrays } from '../../model/tables.ts';
import type { LikelihoodName } from '../../run/study.ts';

/**
 * What the likelihood sees of a modality; null where it is what the encoder sees.
 * @param kept the values of the features that are kept, as read: [samples, kept]
 */
export function targetOf(
  modality: CohortModality,
  kept: Matrix,
  fitted: FittedTransform,
  likelihood: LikelihoodName,
): TargetArrays | null {
  if (likelihood === 'gaussian' || likelihood === 'laplace') return null;
  const x = withoutGaps(kept);
  if (!isForCounts(likelihood) || fitted.profile === null) return { x, counts: null };
  return { x, counts: { size: sizeFactors(modality, fitted.profile), logFactorials: logFactorials(kept) } };
}

/** 0 where a cell is missing. */
function withoutGaps(kept: Matrix): Rows {
  const { columns } = kept;
  const values = kept.values.some(Number.isNaN)
    ? kept.values.map((value) => (Number.isNaN(value) ? 0 : value))
    : kept.values;
  if (kept.layout === 'dense') return denseRows(values, columns);
  const { starts, indices } = kept;
  return { layout: 'sparse', columns, base: new Float32Array(columns), starts, indices, values };
}

/**
 * The biases with which a decoder starts at the training samples' means: ln of the mean count of a sample of size 1, the
 * log odds of 1 for zeros and ones. Adam moves a bias by about the learning rate a step, and counts may lie e^8 apart.
 * @param kept as `targetOf` takes it
 */
export function startingBias(
  kept: Matrix,
  { counts }: TargetArrays,
  observed: Uint8Array,
  train: Int32Array,
): Float32Array {
  const rows = train.filter((n) => observed[n] === 1);
  const sum = new Float64Array(kept.columns);
  // Zeros that are not stored were measured.
  const measured = new Float64Array(kept.columns).fill(rows.length);
  const add = (value: number, d: number, n: number): void => {
    if (Number.isNaN(value)) measured[d]--;
    else sum[d] += value / (counts?.size[n] ?? 1);
  };
  visitStored(kept, add, rows);
  return Float32Array.from(sum, (total, d) => Math.log(total / (counts === null ? measured[d] - total : measured[d])));
}

/** Σ ln x! of each row: [samples] */
function logFactorials(kept: Matrix): Float32Array {
  const sums = new Float64Array(kept.rows);
  const add = (value: number, _: number, n: number): void => {
    // 0! = 1: missing cells and zeros add nothing.
    if (value > 0) sums[n] += logFactorial(value);
  };
  visitStored(kept, add);
  return Float32Array.from(sums);
}
