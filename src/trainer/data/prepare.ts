import type { CohortModality } from '../../data/cohort.ts';
import { isForCounts } from '../../data/likelihoodValues.ts';
import { type Matrix, pickColumns } from '../../data/matrix.ts';
import { applySteps } from '../../data/transforms/applySteps.ts';
import { fitTransform } from '../../data/transforms/fitTransform.ts';
import type { FittedTransform } from '../../data/transforms/fittedTransform.ts';
import type { ModalityArrays } from '../../model/tables.ts';
import type { LikelihoodName, TransformName } from '../../run/study.ts';
import { comparableUnit, comparedSteps } from './comparable.ts';
import { fillGaps, measuredCells, trainingMeans } from './fillGaps.ts';
import { standardized } from './standardized.ts';
import { startingBias, targetOf } from './target.ts';

/** One modality as one stage sees it: transformed by the statistics of the stage's training samples. */
export interface Prepared {
  readonly modality: CohortModality;
  readonly fitted: FittedTransform;
  readonly arrays: ModalityArrays;
  /** what the encoder sees of a missing cell: [kept features] */
  readonly fill: Float32Array;
  /** where the decoder's biases start, or null for anywhere near 0: [kept features] */
  readonly bias: Float32Array | null;
  /**
   * on the scale of `unit`, NaN where missing; where it is sparse, nothing is stored of a sample that lacks the modality:
   * [samples, kept features]
   */
  readonly actual: Matrix;
  /** of `actual`, in words */
  readonly unit: string;
  readonly likelihood: LikelihoodName;
}

/** Fits the transforms on the training samples and applies them to all. What is sparse stays so where zero stays zero. */
export function prepare(
  modality: CohortModality,
  train: Int32Array,
  settings: {
    readonly transform: readonly TransformName[];
    readonly features?: readonly string[] | undefined;
    readonly topVariance?: number | undefined;
    readonly likelihood: LikelihoodName;
  },
): Prepared {
  const { likelihood } = settings;
  const { name, observed } = modality;
  const fitted = fitTransform(modality, train, { ...settings, counts: isForCounts(likelihood) });
  const transformed = applySteps(modality, fitted);
  const kept = pickColumns(modality.matrix, fitted.keep);
  const x = standardized(transformed, fitted);
  const fill = trainingMeans(x, observed, train);
  const cells = measuredCells(x, observed);
  fillGaps(x, fill);
  const target = targetOf(modality, kept, fitted, likelihood);
  const compared = comparedSteps(fitted, likelihood);
  return {
    modality,
    fitted,
    fill,
    bias: target && startingBias(kept, target, observed, train),
    actual: compared === fitted ? transformed : applySteps(modality, { ...compared, keep: fitted.keep }),
    unit: comparableUnit(fitted, likelihood),
    likelihood,
    arrays: { name, features: fitted.keep.length, x, observed, cells, ...(target && { target }) },
  };
}
