import type { CohortModality } from '../data/cohort.ts';
import { applySteps, type FittedTransform, fitTransform, standardize, unstandardize } from '../data/transforms.ts';
import type { ModalityArrays } from '../model/tables.ts';
import type { TransformName } from '../run/study.ts';

/** One modality as one stage sees it: transformed by the statistics of the stage's training samples. */
export interface Prepared {
  readonly modality: CohortModality;
  readonly fitted: FittedTransform;
  readonly arrays: ModalityArrays;
  /** what the encoder sees of a missing cell: [kept features] */
  readonly fill: Float32Array;
  /** transformed but not standardised, NaN where missing: [samples · kept features] */
  readonly actual: Float32Array;
  /** of `actual` */
  readonly unit: string;
  /** Brings means, as the decoder gives them, to the scale of `actual`: [rows · kept features] */
  comparable(means: Float32Array): Float32Array;
}

/** Fits the transforms on the training samples and applies them to all. */
export function prepare(
  modality: CohortModality,
  train: Int32Array,
  settings: { readonly transform: readonly TransformName[]; readonly topVariance?: number | undefined },
): Prepared {
  const fitted = fitTransform(modality, train, settings);
  const actual = applySteps(modality, fitted);
  const x = standardize(actual, fitted);
  const features = fitted.keep.length;
  const { fill, cells } = fillGaps(x, features, modality.observed, train);
  return {
    modality,
    fitted,
    fill,
    actual,
    unit: fitted.steps.includes('log1p') ? 'ln(1 + value)' : 'value',
    comparable: (means) => unstandardize(means, fitted),
    arrays: { name: modality.name, features, x, observed: modality.observed, cells },
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
