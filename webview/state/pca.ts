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
  const { values, vectors } = eigenvectors(products);
  const total = values.reduce((sum, value) => sum + value, 0);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  return {
    mean,
    vectors: order.map((k) => pointUp(vectors.map((entries) => entries[k]))),
    shares: Float64Array.from(order, (k) => (total > 0 ? Math.max(0, values[k]) / total : 0)),
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

function pointUp(vector: readonly number[]): Float64Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return Float64Array.from(vector, (value) => (largest < 0 ? -value : value));
}

/** Sweeps over all pairs until nothing is left beside the diagonal; a few suffice. */
const SWEEPS = 50;

/**
 * Cyclic Jacobi rotations of a symmetric matrix (Golub & Van Loan, Matrix Computations, section 8.5).
 * @param a [size][size], overwritten
 * @returns eigenvalues, and eigenvectors as the columns of `vectors`
 */
function eigenvectors(a: readonly Float64Array[]): { values: Float64Array; vectors: Float64Array[] } {
  const size = a.length;
  const vectors = a.map((_, i) => Float64Array.from({ length: size }, (__, j) => Number(i === j)));
  for (let sweep = 0; sweep < SWEEPS && besideDiagonal(a) > 0; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (a[p][q] === 0) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (const matrix of [a, vectors]) for (const line of matrix) rotate(line, p, q, c, s);
        for (let k = 0; k < size; k++) {
          const [x, y] = [a[p][k], a[q][k]];
          a[p][k] = c * x - s * y;
          a[q][k] = s * x + c * y;
        }
      }
    }
  }
  return { values: Float64Array.from(a, (line, i) => line[i]), vectors };
}

function rotate(line: Float64Array, p: number, q: number, c: number, s: number): void {
  const [x, y] = [line[p], line[q]];
  line[p] = c * x - s * y;
  line[q] = s * x + c * y;
}

/** The largest entry beside the diagonal, as 0 where it is no more than rounding. */
function besideDiagonal(a: readonly Float64Array[]): number {
  let [beside, on] = [0, 0];
  for (const [i, line] of a.entries()) {
    for (const [j, value] of line.entries()) {
      if (i === j) on = Math.max(on, Math.abs(value));
      else beside = Math.max(beside, Math.abs(value));
    }
  }
  return beside > Number.EPSILON * on ? beside : 0;
}
