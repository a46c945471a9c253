import { dot } from './dot.ts';

export interface Eigenvector {
  readonly value: number;
  /** of length 1 */
  readonly vector: Float64Array;
}

const MOST_SWEEPS = 50;
/** Of the squares of all entries: what is left beside the diagonal is rounding. */
const TOLERANCE = 1e-28;

/**
 * Eigenvectors of a small symmetric matrix, the one of the largest eigenvalue first, by cyclic Jacobi rotations
 * (Golub & Van Loan, Matrix Computations, section 8.5).
 * @param matrix [size][size]
 */
export function eigenvectors(matrix: readonly Float64Array[]): Eigenvector[] {
  const a = matrix.map((row) => row.slice());
  const v = a.map((_, i) => Float64Array.from(a, (__, j) => Number(i === j)));
  const whole = a.reduce((sum, row) => sum + dot(row, row), 0);
  for (let sweep = 0; sweep < MOST_SWEEPS && besideDiagonal(a) > TOLERANCE * whole; sweep++) {
    for (let p = 0; p < a.length; p++) for (let q = p + 1; q < a.length; q++) rotate(a, v, p, q);
  }
  return a
    .map((row, k) => ({ value: row[k], vector: Float64Array.from(v, (line) => line[k]) }))
    .sort((one, other) => other.value - one.value);
}

/** Sum of the squares beside the diagonal. */
function besideDiagonal(a: readonly Float64Array[]): number {
  return a.reduce((sum, row, i) => sum + row.reduce((part, value, j) => (i === j ? part : part + value ** 2), 0), 0);
}

/** Makes a[p][q] 0. */
function rotate(a: readonly Float64Array[], v: readonly Float64Array[], p: number, q: number): void {
  if (a[p][q] === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let i = 0; i < a.length; i++) {
    turn(a[i], p, q, c, s);
    turn(v[i], p, q, c, s);
  }
  const ap = a[p];
  const aq = a[q];
  for (let j = 0; j < ap.length; j++) {
    const x = ap[j];
    const y = aq[j];
    ap[j] = c * x - s * y;
    aq[j] = s * x + c * y;
  }
}

/** Turns the entries p and q of a row. Thousands of times a matrix: nothing is made anew. */
function turn(row: Float64Array, p: number, q: number, c: number, s: number): void {
  const x = row[p];
  const y = row[q];
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}
