import type { CohortModality } from '../../data/cohort.ts';
import { isForCounts } from '../../data/likelihoodValues.ts';
import { toDense } from '../../data/matrix.ts';
import { applySteps } from '../../data/transforms/applySteps.ts';
import { fitTransform } from '../../data/transforms/fitTransform.ts';
import type { FittedTransform } from '../../data/transforms/fittedTransform.ts';
import { standardize } from '../../data/transforms/standardize.ts';
import type { ModalityArrays } from '../../model/tables.ts';
import type { LikelihoodName, TransformName } from '../../run/study.ts';
import { comparableUnit } from './comparable.ts';
import { keptValues, startingBias, targetOf } from './target.ts';

/** One modality as one stage sees it: transformed by the statistics of the stage's training samples. */
export interface Prepared {
  readonly modality: CohortModality;
  readonly fitted: FittedTransform;
  readonly arrays: ModalityArrays;
  /** what the encoder sees of a missing cell: [kept features] */
  readonly fill: Float32Array;
  /** where the decoder's biases start, or null for anywhere near 0: [kept features] */
  readonly bias: Float32Array | null;
  /** transformed but not standardised, zeros and ones as they are, NaN where missing: [samples · kept features] */
  readonly actual: Float32Array;
  /** of `actual` */
  readonly unit: string;
  readonly likelihood: LikelihoodName;
}

/** Fits the transforms on the training samples and applies them to all. */
export function prepare(
  modality: CohortModality,
  train: Int32Array,
  settings: {
    readonly transform: readonly TransformName[];
    readonly topVariance?: number | undefined;
    readonly likelihood: LikelihoodName;
  },
): Prepared {
  const { likelihood } = settings;
  const { name, observed } = modality;
  const fitted = fitTransform(modality, train, { ...settings, counts: isForCounts(likelihood) });
  const transformed = toDense(applySteps(modality, fitted)).values;
  const x = standardize(transformed, fitted);
  const features = fitted.keep.length;
  const { fill, cells } = fillGaps(x, features, observed, train);
  const target = targetOf(modality, fitted, likelihood);
  return {
    modality,
    fitted,
    fill,
    bias: target && startingBias(target, observed, cells, train),
    actual: likelihood === 'bernoulli' ? keptValues(modality, fitted) : transformed,
    unit: comparableUnit(fitted, likelihood),
    likelihood,
    arrays: { name, features, x, observed, cells, ...(target && { target }) },
  };
}

/**
 * Replaces NaN by the mean over the training samples: what the encoder sees of a missing cell. The likelihood is told
 * by the mask, null where no observed sample lacks a cell.
 */
function fillGaps(
  x: Float32Array,
  features: number,
  observed: Uint8Array,
  train: Int32Array,
): { fill: Float32Array; cells: Uint8Array | null } {
  const samples = observed.length;
  const mean = new Float64Array(features);
  const count = new Float64Array(features);
  for (const n of train) {
    for (let d = 0; d < features; d++) {
      const value = x[n * features + d];
      if (Number.isNaN(value)) continue;
      count[d]++;
      mean[d] += (value - mean[d]) / count[d];
    }
  }
  let cells: Uint8Array | null = null;
  for (let n = 0; n < samples; n++) {
    for (let d = 0; d < features; d++) {
      const i = n * features + d;
      if (!Number.isNaN(x[i])) continue;
      x[i] = mean[d];
      if (!observed[n]) continue;
      cells ??= new Uint8Array(x.length).fill(1);
      cells[i] = 0;
    }
  }
  return { fill: Float32Array.from(mean), cells };
}
