import type { LikelihoodName } from '../run/study.ts';
import type { ColumnStatistics } from './columnStatistics.ts';
import { isForCounts } from './likelihoodValues.ts';
import type { FittedTransform } from './transforms/fittedTransform.ts';

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
 * @param read of the table as read: [features]
 * @param stepped of the features kept, after all steps but standardising: [kept]
 * @param samples that have the table
 */
export function tableWeight(
  { keep, scale }: FittedTransform,
  read: ColumnStatistics,
  stepped: ColumnStatistics,
  samples: number,
  likelihood: LikelihoodName,
): TableWeight {
  let variance = 0;
  let loss = 0;
  for (const [k, column] of keep.entries()) {
    const known = samples - stepped.missing[k];
    const spread = stepped.variance[k] / scale[k] ** 2;
    variance += spread;
    loss += known * (likelihood === 'bernoulli' ? entropy(read.mean[column]) : (LOG_TWO_PI + spread) / 2);
  }
  return { features: keep.length, variance, loss: isForCounts(likelihood) ? null : loss };
}

/** Of a coin, in nats. */
function entropy(p: number): number {
  return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
}
