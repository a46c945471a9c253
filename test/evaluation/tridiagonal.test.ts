import { describe, expect, it } from 'vitest';
import { ShiftedSolver, tridiagonalize } from '../../src/evaluation/tridiagonal.ts';
import { Random } from '../../src/math/random.ts';

const N = 9;
const draws = new Random(1).normals(N * N);
/** Symmetric and positive definite. */
const A = Float64Array.from(draws, (_, i) => {
  const [row, column] = [Math.floor(i / N), i % N];
  let sum = row === column ? 1 : 0;
  for (let k = 0; k < N; k++) sum += draws[row * N + k] * draws[column * N + k];
  return sum;
});

const entry = (form: ReturnType<typeof tridiagonalize>, i: number, j: number): number =>
  i === j ? form.diagonal[i] : Math.abs(i - j) === 1 ? form.offDiagonal[Math.min(i, j)] : 0;

describe('the tridiagonal form', () => {
  it.each([
    ['of a matrix', A],
    ['of a matrix that has it', A.map((value, i) => (Math.abs(Math.floor(i / N) - (i % N)) > 1 ? 0 : value))],
    ['of zeros', new Float64Array(N * N)],
  ])('%s: A = Q T Qᵀ, and Q is orthogonal', (_, a) => {
    const form = tridiagonalize(a.slice(), N);
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < N; j++) {
        let product = 0;
        let inner = 0;
        for (let k = 0; k < N; k++) {
          inner += form.q[k * N + i] * form.q[k * N + j];
          for (let l = 0; l < N; l++) product += form.q[i * N + k] * entry(form, k, l) * form.q[j * N + l];
        }
        expect(product).toBeCloseTo(a[i * N + j], 9);
        expect(inner).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    }
  });

  it.each([1, 2])('of %i rows', (n) => {
    const form = tridiagonalize(Float64Array.of(...[[4], [4, 1, 1, 3]][n - 1]), n);
    expect(entry(form, 0, 0)).toBe(4);
    expect([...form.diagonal].reduce((sum, value) => sum + value)).toBe(n === 1 ? 4 : 7);
  });
});

it('solves with every shift, and knows the trace of the inverse', () => {
  const form = tridiagonalize(A.slice(), N);
  for (const shift of [0, 0.5, 100]) {
    const solver = new ShiftedSolver(form, shift);
    let trace = 0;
    for (let column = 0; column < N; column++) {
      const unit = Float64Array.from({ length: N }, (_, i) => Number(i === column));
      const out = new Float64Array(N);
      solver.solve(unit, out);
      trace += out[column];
      for (let i = 0; i < N; i++) {
        let product = shift * out[i];
        for (let j = 0; j < N; j++) product += entry(form, i, j) * out[j];
        expect(product).toBeCloseTo(unit[i], 9);
      }
    }
    expect(solver.traceOfInverse / trace).toBeCloseTo(1, 9);
  }
});
