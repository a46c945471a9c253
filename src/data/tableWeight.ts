import type { LikelihoodName } from '../run/study.ts';
import type { CohortModality } from './cohort.ts';
import { isForCounts } from './likelihoodValues.ts';
import { toDense } from './matrix.ts';
import { applySteps } from './transforms/applySteps.ts';
import { type FitSettings, fitTransform } from './transforms/fitTransform.ts';
import { standardize } from './transforms/standardize.ts';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** What a table brings into training. */
export interface TableWeight {
  /** those that are kept */
  readonly features: number;
  /** sum over them, after the transform */
  readonly variance: number;
  /** − ln p of all its values in nats, each feature predicted by its mean; null for counts, whose loss rests on what is learnt */
  readonly loss: number | null;
}

/**
 * How much a table weighs in a training on all its samples. The loss is that of a Gaussian with standard deviation 1
 * (½ ln 2π + ½ (x − mean)² a value), or of a coin for 0 and 1 (its entropy).
 * @throws UserError as `fitTransform` does
 */
export function tableWeight(table: CohortModality, settings: FitSettings, likelihood: LikelihoodName): TableWeight {
  const every = Int32Array.from({ length: table.sampleIds.length }, (_, n) => n);
  const fitted = fitTransform(table, every, settings);
  const values = standardize(toDense(applySteps(table, fitted)).values, fitted);
  const features = fitted.keep.length;
  const { known, mean, squares } = moments(values, features);
  let variance = 0;
  let loss = 0;
  for (let k = 0; k < features; k++) {
    variance += squares[k] / known[k];
    loss += likelihood === 'bernoulli' ? known[k] * entropy(mean[k]) : (known[k] * LOG_TWO_PI + squares[k]) / 2;
  }
  return { features, variance, loss: isForCounts(likelihood) ? null : loss };
}

/** Values known, their mean and their squared distances from it, of each column. */
function moments(values: Float32Array, columns: number) {
  const [known, mean, squares] = [new Float64Array(columns), new Float64Array(columns), new Float64Array(columns)];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    known[i % columns]++;
    mean[i % columns] += values[i];
  }
  for (let k = 0; k < columns; k++) mean[k] /= known[k];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) squares[i % columns] += (values[i] - mean[i % columns]) ** 2;
  }
  return { known, mean, squares };
}

/** Of a coin, in nats. */
function entropy(p: number): number {
  return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
}
