import { dot } from '../math/dot.ts';
import { Random } from '../math/random.ts';
import { quantileOfSorted } from '../math/statistics.ts';

const STREAM = 12;
/** Of each feature at least, and of all features together: the resolution of p. */
const FEWEST_PERMUTATIONS = 200;
const FEWEST_POOLED = 100_000;
/** More, up to so many, while they take no longer than about a second: cells that are multiplied. */
const ENOUGH_PERMUTATIONS = 1000;
const MOST_CELLS = 5e8;
/** Held at once. */
const MOST_NUMBERS = 2 ** 21;

/** Of each feature: [features], NaN where R² is not defined. */
export interface PermutationNull {
  /** one-sided */
  readonly p: Float32Array;
  /** 95 % of permutations give a lower R² */
  readonly nullR2: Float32Array;
}

/**
 * Null hypothesis: the prediction of a feature has nothing to do with its held-out values. Held-out samples change places,
 * within their fold, since each fold has predictions of its own; only T = Σ x_π p changes then, for
 *   R² = (2 T − Σ p²) / Σ x²,  x and p less the mean of x.
 * Mean and variance of T over all permutations are known: Σ_f n_f x̄_f p̄_f and Σ_f SSx_f SSp_f / (n_f − 1) over folds f
 * (Wald & Wolfowitz 1944). T, standardised by them, is drawn for all features; its draws are pooled, so that p resolves
 * 1 / (permutations · features): p = (1 + #{null ≥ observed}) / (1 + #null) (Phipson & Smyth 2010, arXiv 1603.05766).
 * All features see the same permutations: where they are correlated, a p far below 1 / permutations rests on few draws that
 * are independent. A constant prediction has p = 1. Cells that are missing or not predicted (NaN) stay where they are.
 *
 * @param actual, predicted [features · samples], on one scale
 * @param group fold of each sample: [samples]
 */
export function permutationNull(
  actual: Float32Array,
  predicted: Float32Array,
  group: ArrayLike<number>,
  seed: number,
): PermutationNull {
  const samples = group.length;
  const folds = samplesByGroup(group);
  const count = samples === 0 ? 0 : actual.length / samples;
  const affordable = Math.floor(MOST_CELLS / (count * samples));
  const permutations = Math.max(
    FEWEST_PERMUTATIONS,
    Math.ceil(FEWEST_POOLED / count),
    Math.min(ENOUGH_PERMUTATIONS, affordable),
  );
  const known: Known[] = [];
  const null_ = new Float64Array(count * permutations);
  let drawn = 0;
  const atOnce = Math.max(1, Math.floor(MOST_NUMBERS / samples));
  for (let from = 0; from < count; from += atOnce) {
    const features = Array.from({ length: Math.min(atOnce, count - from) }, (_, i) => {
      const [x, p] = [actual, predicted].map((values) =>
        values.subarray((from + i) * samples, (from + i + 1) * samples),
      );
      return featureOf(x, p, folds);
    });
    const varying = features.filter(({ deviation }) => deviation > 0);
    for (let k = 0; k < permutations && varying.length > 0; k++) {
      const order = shuffledWithin(folds, new Random(seed, STREAM, k));
      for (const feature of varying) null_[drawn++] = (permuted(feature, order) - feature.expected) / feature.deviation;
    }
    for (const { observed, spread, squares, expected, deviation } of features) {
      known.push({ observed, spread, squares, expected, deviation });
    }
  }
  const sorted = null_.subarray(0, drawn).sort();
  const level = quantileOfSorted(sorted, 0.95);
  return {
    p: Float32Array.from(known, ({ observed, spread, expected, deviation }) => {
      if (!(spread > 0)) return Number.NaN;
      if (!(deviation > 0)) return 1;
      return (1 + countFrom(sorted, (observed - expected) / deviation)) / (1 + drawn);
    }),
    nullR2: Float32Array.from(known, ({ spread, expected, deviation, squares }) => {
      const t = deviation > 0 ? expected + level * deviation : expected;
      return spread > 0 ? (2 * t - squares) / spread : Number.NaN;
    }),
  };
}

/** The sums that R² is made of. */
interface Known {
  /** T as it is */
  readonly observed: number;
  /** Σ x², 0 where the feature does not vary */
  readonly spread: number;
  /** Σ p² */
  readonly squares: number;
  /** of T over all permutations: mean and standard deviation */
  readonly expected: number;
  readonly deviation: number;
}

interface Feature extends Known {
  /** less the mean of x, 0 where a cell does not count: [samples], fold by fold */
  readonly x: Float64Array;
  readonly p: Float64Array;
  /** where cells are missing: those that count, ascending, and 1 for each of them */
  readonly cells: Int32Array | null;
  readonly counts: Uint8Array;
}

/** @param folds the samples of each fold */
function featureOf(actual: Float32Array, predicted: Float32Array, folds: readonly Int32Array[]): Feature {
  const order = folds.flatMap((fold) => [...fold]);
  const counts = Uint8Array.from(order, (n) => Number(!(Number.isNaN(actual[n]) || Number.isNaN(predicted[n]))));
  const cells = Int32Array.from(order.keys()).filter((i) => counts[i]);
  const mean = cells.reduce((sum, i) => sum + actual[order[i]] / cells.length, 0);
  const x = new Float64Array(order.length);
  const p = new Float64Array(order.length);
  for (const i of cells) {
    x[i] = actual[order[i]] - mean;
    p[i] = predicted[order[i]] - mean;
  }
  let expected = 0;
  let variance = 0;
  let from = 0;
  for (const { length } of folds) {
    const own = cells.filter((i) => i >= from && i < from + length);
    const [a, b] = [moments(x, own, mean), moments(p, own, mean)];
    expected += own.length * a.mean * b.mean;
    if (own.length > 1) variance += (a.spread * b.spread) / (own.length - 1);
    from += length;
  }
  return {
    x,
    p,
    cells: cells.length === order.length ? null : cells,
    counts,
    observed: dot(x, p),
    spread: moments(x, cells, mean).spread,
    squares: dot(p, p),
    expected,
    deviation: Math.sqrt(variance),
  };
}

/** Mean and Σ (value − mean)² of some cells; 0 where they differ by rounding errors alone. @param offset taken off before */
function moments(values: Float64Array, cells: Int32Array, offset: number): { mean: number; spread: number } {
  if (cells.length === 0) return { mean: 0, spread: 0 };
  let mean = 0;
  for (const i of cells) mean += values[i] / cells.length;
  let spread = 0;
  for (const i of cells) spread += (values[i] - mean) ** 2;
  const negligible = cells.length * (1e-7 * Math.abs(mean + offset)) ** 2;
  return { mean, spread: spread > negligible ? spread : 0 };
}

/** Σ x_π p; missing cells are passed over, which leaves a random order of the others */
function permuted({ x, p, cells, counts }: Feature, order: Int32Array): number {
  let sum = 0;
  if (cells === null) {
    for (let i = 0; i < order.length; i++) sum += x[order[i]] * p[i];
    return sum;
  }
  let next = 0;
  for (const i of order) if (counts[i]) sum += x[i] * p[cells[next++]];
  return sum;
}

function samplesByGroup(group: ArrayLike<number>): Int32Array[] {
  const samples = Int32Array.from(group, (_, n) => n);
  return [...new Set(Array.from(group))].map((name) => samples.filter((n) => group[n] === name));
}

/** A random order of the positions of each fold, fold by fold. */
function shuffledWithin(folds: readonly Int32Array[], random: Random): Int32Array {
  const out = new Int32Array(folds.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const { length } of folds) {
    out.set(
      random.permutation(length).map((i) => from + i),
      from,
    );
    from += length;
  }
  return out;
}

/** How many values of an ascending list are at least `value`. */
function countFrom(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}
