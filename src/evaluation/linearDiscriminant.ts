import { solvePositiveDefinite } from './linearSystem.ts';

/** Share of the mean variance in the covariance: keeps it invertible where features are many or collinear. */
const SHRINKAGE = 0.01;

/**
 * Linear discriminant analysis (Fisher 1936): classes as Gaussians of one covariance, which is shrunk a little towards a
 * multiple of the identity, (1 − s) Σ + s (tr Σ / d) I, s = 0.01. scikit-learn's
 * LinearDiscriminantAnalysis(solver='lsqr', shrinkage=0.01) fits the same.
 *
 * @param x [samples · features], without NaN
 * @param codes class of each sample, 0 … classes − 1; a class without samples is never predicted
 * @returns the most probable class of new samples: [samples · features] → [samples]
 */
export function fitLinearDiscriminant(
  x: Float32Array,
  codes: ArrayLike<number>,
  features: number,
  classes: number,
): (x: Float32Array) => Int32Array {
  const samples = codes.length;
  const counts = new Float64Array(classes);
  const means = Array.from({ length: classes }, () => new Float64Array(features));
  for (let n = 0; n < samples; n++) {
    counts[codes[n]]++;
    for (let d = 0; d < features; d++) means[codes[n]][d] += x[n * features + d];
  }
  means.forEach((mean, c) => {
    for (let d = 0; d < features; d++) mean[d] /= Math.max(1, counts[c]);
  });
  const covariance = withinClasses(x, codes, features, means);
  const weights = means.map((mean) => {
    const solved = mean.slice();
    if (!solvePositiveDefinite(covariance.slice(), solved))
      throw new RangeError('the covariance is not positive definite');
    return solved;
  });
  const offsets = means.map((mean, c) => {
    const half = mean.reduce((sum, value, d) => sum + 0.5 * value * weights[c][d], 0);
    return Math.log(counts[c] / samples) - half;
  });
  return (rows) =>
    Int32Array.from({ length: rows.length / features }, (_, n) => {
      let best = 0;
      let most = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < classes; c++) {
        let score = offsets[c];
        for (let d = 0; d < features; d++) score += weights[c][d] * rows[n * features + d];
        if (score > most) {
          most = score;
          best = c;
        }
      }
      return best;
    });
}

/** Covariance within the classes, shrunk: [features · features] */
function withinClasses(
  x: Float32Array,
  codes: ArrayLike<number>,
  features: number,
  means: readonly Float64Array[],
): Float64Array {
  const samples = codes.length;
  const out = new Float64Array(features * features);
  const row = new Float64Array(features);
  for (let n = 0; n < samples; n++) {
    const mean = means[codes[n]];
    for (let d = 0; d < features; d++) row[d] = x[n * features + d] - mean[d];
    for (let d = 0; d < features; d++) {
      for (let e = 0; e <= d; e++) out[d * features + e] += (row[d] * row[e]) / samples;
    }
  }
  let trace = 0;
  for (let d = 0; d < features; d++) trace += out[d * features + d];
  for (let d = 0; d < features; d++) {
    for (let e = 0; e <= d; e++) {
      const shrunk = (1 - SHRINKAGE) * out[d * features + e] + (d === e ? (SHRINKAGE * trace) / features : 0);
      out[d * features + e] = out[e * features + d] = shrunk;
    }
  }
  return out;
}
