import { quantile } from '../math/statistics.ts';
import type { LikelihoodName, TransformName } from '../run/study.ts';
import { isForCounts } from './likelihoodValues.ts';
import { looksCounted } from './looksCounted.ts';
import type { Matrix } from './matrix.ts';
import { someValues } from './someValues.ts';

/**
 * What the values of a table look like: 0 and 1; whole numbers from 0; non-negative with a heavy tail (normalised RNA-seq);
 * shares, between 0 and 1; or none of these.
 */
export type Scale = 'binary' | 'counts' | 'intensities' | 'proportions' | 'real';

/** A log scale of omics data ends below this: 2^30 reads of one gene are out of reach. */
const LARGEST_LOG = 30;
/** (99 % quantile - median) / (median - 1 % quantile): 1 for symmetric values, 5.8 for exponential, 3.2 for log-normal with sigma 0.5. */
const HEAVY_TAIL = 3;
const ENOUGH = 100_000;
/** In fewer samples, a 1 in every column may be chance. */
const ENOUGH_SAMPLES = 10;

/** Guesses the scale of a table's values; missing values (NaN) do not count. Quantiles come from about 100,000 values, evenly spaced. */
export function guessScale(matrix: Matrix): Scale {
  const { values } = matrix;
  let [min, max] = zerosBetween(matrix) > 0 ? [0, 0] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let whole = true;
  let ones = 0;
  let zeros = zerosBetween(matrix);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    if (whole && !Number.isInteger(value)) whole = false;
    if (value === 1) ones++;
    if (value === 0) zeros++;
  }
  if (min > max || min < 0) return 'real';
  if (whole && max <= 1) return 'binary';
  if (whole && looksCounted(matrix, max)) return 'counts';
  if (max <= 1) return areShares(matrix, zeros, ones) ? 'proportions' : 'real';
  return max >= LARGEST_LOG && heavyTailed(matrix) ? 'intensities' : 'real';
}

/** What a guess rests on, to end a sentence like "looks like counts: …". */
export function scaleReason(scale: Scale, { min, max }: { readonly min: number; readonly max: number }): string {
  const [low, high] = [min, max].map((value) => readable(Number(value.toPrecision(3))));
  switch (scale) {
    case 'binary':
      return 'only 0 and 1';
    case 'counts':
      return `whole numbers up to ${readable(max)}`;
    case 'proportions':
      return `${low} to ${high}, not whole`;
    case 'intensities':
      return `${low} to ${high} with a long upper tail`;
    case 'real':
      return min < 0 ? `${low} to ${high}, also below 0` : `${low} to ${high} without a long tail`;
  }
}

/** The transforms that "auto" chooses for a scale. */
export function guessTransform(scale: Scale): TransformName[] {
  switch (scale) {
    case 'counts':
      return ['library-size', 'log1p', 'standardize'];
    case 'intensities':
      return ['log1p', 'standardize'];
    case 'proportions':
      return ['m-values', 'standardize'];
    case 'binary':
    case 'real':
      return ['standardize'];
  }
}

/** The likelihood of a modality whose study names none. */
export function defaultLikelihood(scale: Scale): LikelihoodName {
  if (scale === 'counts') return 'negative-binomial';
  return scale === 'binary' ? 'bernoulli' : 'gaussian';
}

/** The transforms of a modality whose study names none: by its likelihood where that says what the values are, else by their scale. */
export function defaultTransform(likelihood: LikelihoodName, scale: Scale): TransformName[] {
  // Under these, sizes are divided by in any case.
  if (isForCounts(likelihood)) return ['log1p', 'standardize'];
  return likelihood === 'bernoulli' ? [] : guessTransform(scale);
}

function readable(value: number): string {
  return value.toLocaleString('en').replace('-', '\u2212');
}

/**
 * Whether values from 0 to 1 may be shares of a whole. Where most are 0, they are something else that was divided by its
 * sum; with one 1 in about every column, each feature was divided by its largest value.
 */
function areShares({ rows, columns }: Matrix, zeros: number, ones: number): boolean {
  const scaled = rows >= ENOUGH_SAMPLES && ones > 0.9 * columns && ones < 1.5 * columns;
  return !scaled && zeros <= 0.5 * rows * columns;
}

function heavyTailed(matrix: Matrix): boolean {
  const some = someValues(matrix, ENOUGH);
  const middle = quantile(some, 0.5);
  return quantile(some, 0.99) - middle > HEAVY_TAIL * (middle - quantile(some, 0.01));
}

/** Cells that are not stored, and 0. */
function zerosBetween({ rows, columns, values }: Matrix): number {
  return rows * columns - values.length;
}
