import type { Random } from '../math/random.ts';

/** Added to the kernel's diagonal, without which its Cholesky factor does not exist in floating point. */
const JITTER = 1e-6;

/**
 * Independent draws from a zero-mean Gaussian process with kernel exp(-|z - z'|² / 2) (length scale 1, variance 1).
 * @param points [samples, dimensions]
 * @returns [samples, count]
 */
export function sampleGaussianProcess(
  points: Float32Array,
  samples: number,
  count: number,
  random: Random,
): Float64Array {
  const factor = cholesky(kernel(points, samples), samples);
  const noise = Float64Array.from(random.normals(samples * count));
  const out = new Float64Array(samples * count);
  for (let i = 0; i < samples; i++) {
    const row = out.subarray(i * count, (i + 1) * count);
    for (let k = 0; k <= i; k++) {
      const weight = factor[i * samples + k];
      const offset = k * count;
      for (let f = 0; f < count; f++) row[f] += weight * noise[offset + f];
    }
  }
  return out;
}

/** The kernel between all samples with jitter, [samples, samples]. */
function kernel(points: Float32Array, samples: number): Float64Array {
  const dimensions = points.length / samples;
  const out = new Float64Array(samples * samples);
  for (let i = 0; i < samples; i++) {
    for (let j = 0; j <= i; j++) {
      let squared = 0;
      for (let d = 0; d < dimensions; d++) squared += (points[i * dimensions + d] - points[j * dimensions + d]) ** 2;
      out[i * samples + j] = out[j * samples + i] = Math.exp(-0.5 * squared);
    }
    out[i * samples + i] += JITTER;
  }
  return out;
}

/**
 * The lower Cholesky factor of a symmetric positive definite matrix [n, n], in place; what is above the diagonal is left as it was.
 * Row by row (Cholesky and Banachiewicz): both operands of the inner product run along memory.
 * @throws RangeError when the matrix is not positive definite.
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      let k = 0;
      // Four sums, so that an addition need not wait for the one before.
      for (; k + 3 < j; k += 4) {
        a += matrix[rowI + k] * matrix[rowJ + k];
        b += matrix[rowI + k + 1] * matrix[rowJ + k + 1];
        c += matrix[rowI + k + 2] * matrix[rowJ + k + 2];
        d += matrix[rowI + k + 3] * matrix[rowJ + k + 3];
      }
      for (; k < j; k++) a += matrix[rowI + k] * matrix[rowJ + k];
      const rest = matrix[rowI + j] - (a + b + c + d);
      if (i === j) {
        if (!(rest > 0)) throw new RangeError(`the matrix is not positive definite at row ${i}`);
        matrix[rowI + i] = Math.sqrt(rest);
      } else {
        matrix[rowI + j] = rest / matrix[rowJ + j];
      }
    }
  }
  return matrix;
}
