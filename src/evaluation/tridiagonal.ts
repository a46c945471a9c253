/** A symmetric matrix A = Q T Qᵀ with orthogonal Q and tridiagonal T. */
export interface Tridiagonal {
  /** of T: [n] */
  readonly diagonal: Float64Array;
  /** of T, beside the diagonal: [n − 1] */
  readonly offDiagonal: Float64Array;
  /** row-major [n · n] */
  readonly q: Float64Array;
}

/**
 * Householder's reduction (Golub & Van Loan, Matrix Computations, 8.3.1): 4/3 n³ multiplications and additions for T, as
 * many for Q.
 * @param a symmetric, row-major [n · n]; overwritten
 */
export function tridiagonalize(a: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(Math.max(0, n - 1));
  /** 2 / ‖v‖² of each reflection; v itself stays in row k, right of the diagonal */
  const beta = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    diagonal[k] = a[k * n + k];
    // The lower triangle is kept up to date: column k below the diagonal goes into row k.
    const v = a.subarray(k * n, (k + 1) * n);
    let rest = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = a[i * n + k];
      if (i > k + 1) rest += v[i] ** 2;
    }
    const head = v[k + 1];
    if (rest === 0) {
      offDiagonal[k] = head;
      continue;
    }
    const norm = Math.sqrt(head ** 2 + rest);
    offDiagonal[k] = head > 0 ? -norm : norm;
    v[k + 1] = head - offDiagonal[k];
    beta[k] = 2 / (v[k + 1] ** 2 + rest);
    symmetricTimes(a, v, n, k + 1, p);
    let pv = 0;
    for (let i = k + 1; i < n; i++) {
      p[i] *= beta[k];
      pv += p[i] * v[i];
    }
    for (let i = k + 1; i < n; i++) p[i] -= 0.5 * beta[k] * pv * v[i];
    // A ← A − v wᵀ − w vᵀ
    for (let i = k + 1; i < n; i++) {
      const [vi, wi] = [v[i], p[i]];
      const row = a.subarray(i * n, i * n + i + 1);
      for (let j = k + 1; j <= i; j++) row[j] -= vi * p[j] + wi * v[j];
    }
  }
  if (n > 0) diagonal[n - 1] = a[n * n - 1];
  return { diagonal, offDiagonal, q: productOfReflections(a, beta, n) };
}

/** out = A v from row and column `from` on, by the lower triangle of A */
function symmetricTimes(a: Float64Array, v: Float64Array, n: number, from: number, out: Float64Array): void {
  out.fill(0, from);
  for (let i = from; i < n; i++) {
    const row = a.subarray(i * n, i * n + i + 1);
    const vi = v[i];
    let sum = row[i] * vi;
    for (let j = from; j < i; j++) {
      sum += row[j] * v[j];
      out[j] += row[j] * vi;
    }
    out[i] += sum;
  }
}

/** Q = H_0 H_1 … with H_k = I − β_k v_k v_kᵀ, the last one first, so that each meets a growing corner of Q only */
function productOfReflections(a: Float64Array, beta: Float64Array, n: number): Float64Array {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  const g = new Float64Array(n);
  for (let k = n - 2; k >= 0; k--) {
    if (beta[k] === 0) continue;
    const v = a.subarray(k * n, (k + 1) * n);
    g.fill(0, k + 1);
    for (let i = k + 1; i < n; i++) {
      const row = q.subarray(i * n, (i + 1) * n);
      for (let j = k + 1; j < n; j++) g[j] += v[i] * row[j];
    }
    for (let i = k + 1; i < n; i++) {
      const row = q.subarray(i * n, (i + 1) * n);
      const factor = beta[k] * v[i];
      for (let j = k + 1; j < n; j++) row[j] -= factor * g[j];
    }
  }
  return q;
}

/** T + λ I factored for many right-hand sides. */
export class ShiftedSolver {
  /** trace of (T + λ I)⁻¹ */
  readonly traceOfInverse: number;
  /** T + λ I = L D Lᵀ: what is below the diagonal of L, and 1 / D */
  readonly #lower: Float64Array;
  readonly #inverse: Float64Array;

  /** @param shift λ, large enough for T + λ I to be positive definite */
  constructor({ diagonal, offDiagonal }: Tridiagonal, shift: number) {
    const n = diagonal.length;
    this.#lower = new Float64Array(n);
    this.#inverse = new Float64Array(n);
    const down = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      down[i] = diagonal[i] + shift;
      if (i > 0) {
        this.#lower[i] = offDiagonal[i - 1] / down[i - 1];
        down[i] -= this.#lower[i] * offDiagonal[i - 1];
      }
      this.#inverse[i] = 1 / down[i];
    }
    // Pivots from above and from below meet on the diagonal of the inverse.
    let up = 0;
    let trace = 0;
    for (let i = n - 1; i >= 0; i--) {
      up = diagonal[i] + shift - (i < n - 1 ? offDiagonal[i] ** 2 / up : 0);
      trace += 1 / (down[i] + up - diagonal[i] - shift);
    }
    this.traceOfInverse = trace;
  }

  /** out = (T + λ I)⁻¹ b: [n] each */
  solve(b: ArrayLike<number>, out: Float64Array): void {
    const n = out.length;
    out[0] = b[0];
    for (let i = 1; i < n; i++) out[i] = b[i] - this.#lower[i] * out[i - 1];
    out[n - 1] *= this.#inverse[n - 1];
    for (let i = n - 2; i >= 0; i--) out[i] = out[i] * this.#inverse[i] - this.#lower[i + 1] * out[i + 1];
  }
}
