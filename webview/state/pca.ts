import { eigenvectors } from '../../src/math/eigenvectors.ts';

/** Principal components of a latent block. */
export interface Pca {
  /** [dimensions] means of the samples that have the block */
  readonly mean: Float64Array;
  /** one unit vector a component, [dimensions], the one of the largest variance first */
  readonly vectors: readonly Float64Array[];
  /** [components] share of the variance, 0 to 1 */
  readonly shares: Float64Array;
}

/**
 * Eigenvectors of the covariance of the dimensions. A vector's largest entry is positive, so that pictures never flip.
 * @param dimensions one array a dimension, [samples]; a sample with a NaN is left out
 */
export function fitPca(dimensions: readonly Float32Array[]): Pca {
  const size = dimensions.length;
  const samples = dimensions[0]?.length ?? 0;
  const mean = new Float64Array(size);
  const products = Array.from({ length: size }, () => new Float64Array(size));
  const row = new Float64Array(size);
  let count = 0;
  // Welford's update: one pass, and exact where the mean is far from 0.
  for (let i = 0; i < samples; i++) {
    if (dimensions.some((values) => Number.isNaN(values[i]))) continue;
    count++;
    for (let d = 0; d < size; d++) {
      row[d] = dimensions[d][i] - mean[d];
      mean[d] += row[d] / count;
    }
    const weight = (count - 1) / count;
    for (let d = 0; d < size; d++) for (let e = 0; e <= d; e++) products[d][e] += weight * row[d] * row[e];
  }
  for (let d = 0; d < size; d++) for (let e = 0; e < d; e++) products[e][d] = products[d][e];
  const found = eigenvectors(products);
  const total = found.reduce((sum, { value }) => sum + value, 0);
  return {
    mean,
    vectors: found.map(({ vector }) => pointUp(vector)),
    shares: Float64Array.from(found, ({ value }) => (total > 0 ? Math.max(0, value) / total : 0)),
  };
}

/** Scores of one component: [samples]; NaN where a dimension is. */
export function project(dimensions: readonly Float32Array[], { mean, vectors }: Pca, component: number): Float32Array {
  const vector = vectors[component];
  const scores = new Float32Array(dimensions[0]?.length ?? 0);
  for (let i = 0; i < scores.length; i++) {
    let sum = 0;
    for (let d = 0; d < dimensions.length; d++) sum += (dimensions[d][i] - mean[d]) * vector[d];
    scores[i] = sum;
  }
  return scores;
}

function pointUp(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}
