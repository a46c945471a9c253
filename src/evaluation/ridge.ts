import { dot } from '../math/dot.ts';
import { type Multiply, transpose } from '../math/multiply.ts';
import { ShiftedSolver, tridiagonalize } from './tridiagonal.ts';

/** Penalties tried: this many powers of √10 either side of the mean eigenvalue. */
const STEPS_EITHER_SIDE = 6;
/** Of the matrix that is decomposed. */
const LARGEST_GRAM = 1000;

/** What ridge regression learns from. */
export interface RidgeData {
  /** sources of the training samples, without gaps: [rows · inputs] */
  readonly x: Float32Array;
  readonly inputs: number;
  /** the target features of the training samples, without gaps: [targets · rows] */
  readonly y: Float32Array;
  /** sources of the samples to predict: [samples · inputs] */
  readonly heldOut: Float32Array;
}

export interface RidgeFit {
  /** [targets · samples] */
  readonly predicted: Float32Array;
  /** of each target: [targets] */
  readonly penalty: Float64Array;
  /** generalised cross-validation at that penalty, an estimate of the squared error: [targets] */
  readonly score: Float64Array;
}

/**
 * Ridge regression with intercept of every target on all inputs, which are brought to mean 0 and standard deviation 1 over
 * the training rows: the w of least ‖y − X w‖² + λ ‖w‖². Each target has the λ, of 13 from 10⁻³ to 10³ times the mean
 * eigenvalue of XᵀX, with the least generalised cross-validation n ‖y − ŷ‖² / (n − 1 − tr H)² (Golub, Heath & Wahba 1979).
 *
 * The smaller of XᵀX and XXᵀ is brought to tridiagonal form once; every λ is then a solve of O(n) per target (Eldén 1984).
 * O(n³) is a second for 800 and two for 1000: `rowsForRidge` keeps n there.
 */
export async function ridgePredictions(data: RidgeData, multiply: Multiply): Promise<RidgeFit> {
  const { x, heldOut, n, inputs, y, intercept, targets } = standardized(data);
  const samples = heldOut.length / inputs;
  const dual = n <= inputs;
  const size = dual ? n : inputs;
  const columns = transpose(x, n, inputs);
  const gram = await (dual ? multiply(x, columns, [n, inputs, n]) : multiply(columns, x, [inputs, n, inputs]));
  const form = tridiagonalize(Float64Array.from(gram), size);
  let trace = 0;
  for (const value of form.diagonal) trace += value;
  const penalties = Array.from(
    { length: 2 * STEPS_EITHER_SIDE + 1 },
    (_, step) => (trace / size) * 10 ** ((step - STEPS_EITHER_SIDE) / 2),
  );
  const solvers = penalties.map((penalty) => new ShiftedSolver(form, penalty));

  const q = Float32Array.from(form.q);
  // Right-hand sides in the basis of T, one target a row: yᵀ Q, or (Xᵀ y)ᵀ Q.
  const sides = dual ? y : await multiply(y, x, [targets, n, inputs]);
  const rotated = await multiply(sides, q, [targets, size, size]);
  const penalty = new Float64Array(targets);
  const score = new Float64Array(targets).fill(Number.POSITIVE_INFINITY);
  const tried = new Float64Array(size);
  const best = new Float64Array(size);
  for (let t = 0; t < targets; t++) {
    const b = rotated.subarray(t * size, (t + 1) * size);
    const own = y.subarray(t * n, (t + 1) * n);
    const total = dot(own, own);
    best.fill(0);
    solvers.forEach((solver, k) => {
      solver.solve(b, tried);
      const lambda = penalties[k];
      const squares = dot(tried, tried);
      const residual = dual ? lambda ** 2 * squares : Math.max(0, total - dot(b, tried) - lambda * squares);
      const freedom = n - 1 - (size - lambda * solver.traceOfInverse);
      const gcv = (n * residual) / freedom ** 2;
      if (!(gcv < score[t])) return;
      score[t] = gcv;
      penalty[t] = lambda;
      best.set(tried);
    });
    b.set(best);
  }

  // ŷ = w Qᵀ x for what was solved for in the basis of T; x, or X x, for every sample to predict.
  const samplesAsColumns = transpose(heldOut, samples, inputs);
  const basis = dual ? await multiply(x, samplesAsColumns, [n, inputs, samples]) : samplesAsColumns;
  const projected = await multiply(transpose(q, size, size), basis, [size, size, samples]);
  const predicted = await multiply(rotated, projected, [targets, size, samples]);
  return { predicted: predicted.map((value, i) => value + intercept[Math.floor(i / samples)]), penalty, score };
}

/** Which of the training rows to give to `ridgePredictions`: all, or where rows and inputs are many, evenly spaced ones. */
export function rowsForRidge(rows: Int32Array, inputs: number): Int32Array {
  if (Math.min(rows.length, inputs) <= LARGEST_GRAM) return rows;
  return Int32Array.from({ length: LARGEST_GRAM }, (_, i) => rows[Math.floor((i * rows.length) / LARGEST_GRAM)]);
}

/** Inputs by the training rows' mean and standard deviation, 0 where they do not vary; targets less their means. */
function standardized({ x, inputs, y, heldOut }: RidgeData) {
  const n = x.length / inputs;
  const mean = new Float64Array(inputs);
  const scale = new Float64Array(inputs);
  for (let i = 0; i < x.length; i++) mean[i % inputs] += x[i] / n;
  for (let i = 0; i < x.length; i++) scale[i % inputs] += (x[i] - mean[i % inputs]) ** 2 / n;
  const inverse = scale.map((variance, k) => (variance > (1e-7 * mean[k]) ** 2 ? 1 / Math.sqrt(variance) : 0));
  const standardize = (values: Float32Array) =>
    values.map((value, i) => (value - mean[i % inputs]) * inverse[i % inputs]);
  const targets = y.length / n;
  const intercept = new Float64Array(targets);
  for (let i = 0; i < y.length; i++) intercept[Math.floor(i / n)] += y[i] / n;
  return {
    x: standardize(x),
    heldOut: standardize(heldOut),
    n,
    inputs,
    y: y.map((value, i) => value - intercept[Math.floor(i / n)]),
    intercept,
    targets,
  };
}
