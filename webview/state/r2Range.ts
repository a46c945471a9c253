import { formatScore, plural } from '../../src/report/words.ts';
import type { Pair, Target } from './choice.ts';

/** R² from one value to another, both included; null = no limit on that side. */
export interface R2Range {
  readonly from: number | null;
  readonly to: number | null;
}

/** Names of the features whose R² lies in the range. */
export function featuresInRange(pair: Pair, target: Target, { from, to }: R2Range): string[] {
  return target.features.filter((_, index) => {
    const r2 = pair.r2[index];
    return !Number.isNaN(r2) && (from === null || r2 >= from) && (to === null || r2 <= to);
  });
}

/** "R² 0.20 to 0.50", "R² up to 0.50", "R² from 0.20". */
export function rangeWords({ from, to }: R2Range): string {
  if (from === null) return to === null ? 'any R²' : `R² up to ${formatScore(to)}`;
  return to === null ? `R² from ${formatScore(from)}` : `R² ${formatScore(from)} to ${formatScore(to)}`;
}

/** "143 features with R² 0.20 to 0.50". */
export function countWords(features: number, range: R2Range): string {
  return `${plural(features, 'feature')} with ${rangeWords(range)}`;
}
