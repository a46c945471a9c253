import type { CohortModality } from '../../data/cohort.ts';
import { isForCounts } from '../../data/likelihoodValues.ts';
import { toDense } from '../../data/matrix.ts';
import type { FittedTransform } from '../../data/transforms/fittedTransform.ts';
import { sizeFactors } from '../../data/transforms/sizeFactors.ts';
import { logFactorial } from '../../math/logFactorial.ts';
import type { TargetArrays } from '../../model/tables.ts';
import type { LikelihoodName } from '../../run/study.ts';

/** What the likelihood sees of a modality; null where it is what the encoder sees. */
export function targetOf(
  modality: CohortModality,
  fitted: FittedTransform,
  likelihood: LikelihoodName,
): TargetArrays | null {
  if (likelihood === 'gaussian' || likelihood === 'laplace') return null;
  const x = keptValues(modality, fitted).map((value) => (Number.isNaN(value) ? 0 : value));
  if (!isForCounts(likelihood) || fitted.profile === null) return { x, counts: null };
  // 0! = 1: missing cells add nothing.
  return { x, counts: { size: sizeFactors(modality, fitted.profile), logFactorials: sumsOf(x, fitted.keep.length) } };
}

/** The values of the features that are kept, as read: [samples · kept]; NaN = missing */
export function keptValues({ matrix, features, observed }: CohortModality, { keep }: FittedTransform): Float32Array {
  const { values } = toDense(matrix);
  const out = new Float32Array(observed.length * keep.length);
  for (let n = 0; n < observed.length; n++) {
    for (let k = 0; k < keep.length; k++) out[n * keep.length + k] = values[n * features.length + keep[k]];
  }
  return out;
}

/**
 * The biases with which a decoder starts at the training samples' means: ln of the mean count of a sample of size 1, the
 * log odds of 1 for zeros and ones. Adam moves a bias by about the learning rate a step, and counts may lie e^8 apart.
 * @param cells 1 where a cell was measured, or null where every observed row is whole
 */
export function startingBias(
  { x, counts }: TargetArrays,
  observed: Uint8Array,
  cells: Uint8Array | null,
  train: Int32Array,
): Float32Array {
  const features = x.length / observed.length;
  const sum = new Float64Array(features);
  const measured = new Float64Array(features);
  for (const n of train) {
    if (observed[n] === 0) continue;
    for (let d = 0; d < features; d++) {
      if (cells?.[n * features + d] === 0) continue;
      sum[d] += x[n * features + d] / (counts?.size[n] ?? 1);
      measured[d]++;
    }
  }
  return Float32Array.from(sum, (total, d) => Math.log(total / (counts === null ? measured[d] - total : measured[d])));
}

function sumsOf(x: Float32Array, features: number): Float32Array {
  const sums = new Float32Array(x.length / features);
  for (let n = 0; n < sums.length; n++) {
    let sum = 0;
    for (let d = 0; d < features; d++) sum += logFactorial(x[n * features + d]);
    sums[n] = sum;
  }
  return sums;
}
