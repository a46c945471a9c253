import type { FeatureProfiles } from '../run/inspection.ts';
import { encodeLevels } from '../run/levels.ts';
import { toDense } from './matrix.ts';
import type { Table } from './table.ts';

/** Bins of a feature's shape: enough to see one peak from two, few enough for a page of 20,000 features. */
const BINS = 12;

/**
 * Missing cells, zeros, mean, standard deviation, range and shape of every feature.
 * @param logged bins the values equally in ln(1 + value)
 */
export function featureProfiles(table: Table, logged: boolean): FeatureProfiles {
  const { features } = table;
  const { values } = toDense(table.matrix);
  const width = features.length;
  const { low, high } = featureRanges(table);
  const [missing, zeros, sum] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  visit(values, width, (value, k) => {
    if (Number.isNaN(value)) missing[k]++;
    else sum[k] += value;
    if (value === 0) zeros[k]++;
  });
  const rows = width === 0 ? 0 : values.length / width;
  const mean = sum.map((total, k) => total / (rows - missing[k]));
  const squares = new Float64Array(width);
  const counts = new Int32Array(width * BINS);
  const scaled = (value: number) => (logged ? Math.log1p(value) : value);
  const from = Float64Array.from(low, scaled);
  const perBin = Float64Array.from(high, (top, k) => (top > low[k] ? BINS / (scaled(top) - from[k]) : 0));
  visit(values, width, (value, k) => {
    if (Number.isNaN(value)) return;
    squares[k] += (value - mean[k]) ** 2;
    counts[k * BINS + Math.min(BINS - 1, Math.floor((scaled(value) - from[k]) * perBin[k]))]++;
  });
  return {
    names: [...features],
    missing: Array.from(missing),
    zeros: Array.from(zeros),
    mean: rounded(mean),
    sd: rounded(squares.map((total, k) => Math.sqrt(total / (rows - missing[k])))),
    min: rounded(low),
    max: rounded(high),
    logged,
    bins: BINS,
    shapes: features.map((_, k) => encodeLevels(counts.subarray(k * BINS, (k + 1) * BINS))).join(''),
  };
}

/** The smallest and largest value of each feature: [features] each; +∞ and −∞ where there is none. */
export function featureRanges({ matrix, features }: Table): { low: Float32Array; high: Float32Array } {
  const { values } = toDense(matrix);
  const low = new Float32Array(features.length).fill(Number.POSITIVE_INFINITY);
  const high = new Float32Array(features.length).fill(Number.NEGATIVE_INFINITY);
  visit(values, features.length, (value, k) => {
    if (value < low[k]) low[k] = value;
    if (value > high[k]) high[k] = value;
  });
  return { low, high };
}

function visit(values: Float32Array, width: number, look: (value: number, feature: number) => void): void {
  for (let i = 0, k = 0; i < values.length; i++, k = k + 1 === width ? 0 : k + 1) look(values[i], k);
}

/** Four significant digits; null where there is no number. */
function rounded(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null));
}
