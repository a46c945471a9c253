import type { FeatureProfiles } from '../run/inspection.ts';
import { encodeLevels } from '../run/levels.ts';
import type { ColumnStatistics } from './columnStatistics.ts';
import { visitStored } from './matrix.ts';
import type { Table } from './table.ts';

/** Bins of a feature's shape: enough to see one peak from two, few enough for a page of 20,000 features. */
const BINS = 12;
const DIGITS = 4;

/**
 * Missing cells, zeros, mean, standard deviation, range and shape of every feature.
 * @param logged bins the values equally in ln(1 + value)
 */
export function featureProfiles(
  { features, matrix }: Table,
  { missing, zeros, mean, variance, low, high }: ColumnStatistics,
  logged: boolean,
): FeatureProfiles {
  const counts = new Int32Array(features.length * BINS);
  const unbinned = missing.map((count) => matrix.rows - count);
  const scaled = (value: number) => (logged ? Math.log1p(value) : value);
  const from = Float64Array.from(low, scaled);
  const perBin = Float64Array.from(high, (top, k) => (top > low[k] ? BINS / (scaled(top) - from[k]) : 0));
  const binOf = (value: number, k: number) =>
    k * BINS + Math.min(BINS - 1, Math.floor((scaled(value) - from[k]) * perBin[k]));
  visitStored(matrix, (value, k) => {
    if (Number.isNaN(value)) return;
    counts[binOf(value, k)]++;
    unbinned[k]--;
  });
  // What is not stored is 0.
  for (let k = 0; k < features.length; k++) if (unbinned[k] > 0) counts[binOf(0, k)] += unbinned[k];
  return {
    names: [...features],
    missing: Array.from(missing),
    zeros: Array.from(zeros),
    mean: rounded(mean),
    sd: rounded(variance.map(Math.sqrt)),
    min: rounded(low),
    max: rounded(high),
    logged,
    bins: BINS,
    shapes: features.map((_, k) => encodeLevels(counts.subarray(k * BINS, (k + 1) * BINS))).join(''),
  };
}

/** Four significant digits; null where there is no number. */
function rounded(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, (value) => {
    if (!Number.isFinite(value)) return null;
    if (Number.isInteger(value) && Math.abs(value) < 10 ** DIGITS) return value;
    return Number(value.toPrecision(DIGITS));
  });
}
