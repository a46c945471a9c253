import { type Multiply, transpose } from '../math/multiply.ts';
import { Random } from '../math/random.ts';
import { quantileOfSorted } from '../math/statistics.ts';

export const RESAMPLES = 1000;
const STREAM = 11;
/** Numbers in one matrix at once. */
const MOST_NUMBERS = 2 ** 22;

/** Of each feature: [features], NaN where R² is not defined. */
export interface Intervals {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/**
 * 95 % interval of each feature's R² by the percentile bootstrap over held-out samples (Efron 1979): 1000 resamples, the
 * same for all features, R² each time with the mean of the resample. With W the counts of the resamples, x the centred
 * values and r the residuals, all sums are products of matrices: Σr² = r² W, Σx = x W, Σx² = x² W.
 * Cells that are missing or not predicted (NaN) have weight 0.
 *
 * @param actual, predicted [features · samples], on one scale
 */
export async function bootstrapR2(
  actual: Float32Array,
  predicted: Float32Array,
  samples: number,
  seed: number,
  multiply: Multiply,
): Promise<Intervals> {
  const features = samples === 0 ? 0 : actual.length / samples;
  const low = new Float32Array(features);
  const high = new Float32Array(features);
  const atOnce = Math.max(1, Math.floor(MOST_NUMBERS / Math.max(samples, RESAMPLES)));
  for (let from = 0; from < features; from += atOnce) {
    const to = Math.min(features, from + atOnce);
    const part = [actual, predicted].map((values) => values.subarray(from * samples, to * samples));
    const scores = await resampledR2(moments(part[0], part[1], samples), samples, seed, multiply);
    for (let d = from; d < to; d++) {
      const sorted = scores
        .subarray((d - from) * RESAMPLES, (d - from + 1) * RESAMPLES)
        .filter(Number.isFinite)
        .sort();
      low[d] = quantileOfSorted(sorted, 0.025);
      high[d] = quantileOfSorted(sorted, 0.975);
    }
  }
  return { low, high };
}

/** What is summed over a resample: [features · samples] each, 0 where a cell does not count. */
interface Moments {
  readonly x: Float32Array;
  readonly xx: Float32Array;
  readonly rr: Float32Array;
  /** 1 where a cell counts; null where all do */
  readonly cells: Float32Array | null;
}

/** In standard deviations from the mean of each feature, for accuracy in single precision. */
function moments(actual: Float32Array, predicted: Float32Array, samples: number): Moments {
  const x = new Float32Array(actual.length);
  const xx = new Float32Array(actual.length);
  const rr = new Float32Array(actual.length);
  const cells = new Float32Array(actual.length);
  for (let from = 0; from < actual.length; from += samples) {
    let count = 0;
    let mean = 0;
    let spread = 0;
    for (let i = from; i < from + samples; i++) {
      if (Number.isNaN(actual[i]) || Number.isNaN(predicted[i])) continue;
      cells[i] = 1;
      const before = actual[i] - mean;
      mean += before / ++count;
      spread += before * (actual[i] - mean);
    }
    const scale = Math.sqrt(spread / count);
    // A feature that does not vary has no R²: NaN does the rest.
    const unit = scale > 1e-7 * Math.abs(mean) ? 1 / scale : Number.NaN;
    for (let i = from; i < from + samples; i++) {
      if (cells[i] === 0) continue;
      x[i] = (actual[i] - mean) * unit;
      xx[i] = x[i] ** 2;
      rr[i] = ((actual[i] - predicted[i]) * unit) ** 2;
    }
  }
  return { x, xx, rr, cells: cells.includes(0) ? cells : null };
}

/** R² of every resample: [features · resamples] */
async function resampledR2(
  { x, xx, rr, cells }: Moments,
  samples: number,
  seed: number,
  multiply: Multiply,
): Promise<Float32Array> {
  const features = x.length / samples;
  const out = new Float32Array(features * RESAMPLES);
  const atOnce = Math.max(1, Math.min(RESAMPLES, Math.floor(MOST_NUMBERS / samples)));
  for (let from = 0; from < RESAMPLES; from += atOnce) {
    const count = Math.min(atOnce, RESAMPLES - from);
    const weights = transpose(counts(from, count, samples, seed), count, samples);
    const sum = (values: Float32Array) => multiply(values, weights, [features, samples, count]);
    const [sx, sxx, srr] = [await sum(x), await sum(xx), await sum(rr)];
    const n = cells && (await sum(cells));
    for (let d = 0; d < features; d++) {
      for (let b = 0; b < count; b++) {
        const i = d * count + b;
        const total = sxx[i] - sx[i] ** 2 / (n ? n[i] : samples);
        // A resample of one value over and over leaves rounding errors alone.
        out[d * RESAMPLES + from + b] = total > 1e-5 * sxx[i] ? 1 - srr[i] / total : Number.NaN;
      }
    }
  }
  return out;
}

/** How often each sample is drawn in resamples first … first + count − 1: [count · samples] */
function counts(first: number, count: number, samples: number, seed: number): Float32Array {
  const out = new Float32Array(count * samples);
  for (let b = 0; b < count; b++) {
    const random = new Random(seed, STREAM, first + b);
    for (let i = 0; i < samples; i++) out[b * samples + random.integer(samples)]++;
  }
  return out;
}
