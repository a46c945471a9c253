import { mean, quantile } from '../math/statistics.ts';
import type { Distribution } from '../run/runFile.ts';

/** Summary of R² over features; null where no feature has a score. */
export function distributionOf(scores: Float32Array): Distribution {
  const finite = scores.filter(Number.isFinite);
  const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    features: finite.length,
    positive: finite.filter((score) => score > 0).length,
    median: orNull(quantile(finite, 0.5)),
    mean: orNull(mean(finite)),
    q25: orNull(quantile(finite, 0.25)),
    q75: orNull(quantile(finite, 0.75)),
  };
}
