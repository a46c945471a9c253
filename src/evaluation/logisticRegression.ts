import { solvePositiveDefinite } from './linearSystem.ts';

/**
 * Weight of the penalty ½ λ ‖w‖²: next to nothing, so that separable classes still have a finite answer.
 * scikit-learn's LogisticRegression(C = 1/λ) fits the same function.
 */
const PENALTY = 1e-4;
const FLAT = 1e-8;
const MOST_STEPS = 200;
const TOLERANCE = 1e-9;

/** A fitted logistic regression. */
export interface Classifier {
  /** probabilities: [samples · classes] */
  predict(x: Float64Array): Float64Array;
}

/**
 * Minimises Σ_n − ln p(y_n | x_n) + ½ λ ‖w‖² (intercepts free) by damped Newton steps.
 * Inputs are standardised inside, which keeps the penalty fair to all of them.
 *
 * @param x [samples · inputs]
 * @param codes class of each sample, 0 … classes − 1
 */
export function fitLogisticRegression(
  x: Float64Array,
  codes: ArrayLike<number>,
  inputs: number,
  classes: number,
): Classifier {
  const scaler = standardizer(x, inputs);
  const design = scaler(x);
  const width = inputs + 1;
  const binary = classes === 2;
  // Two classes need one set of weights, as everywhere; more have one set a class.
  const sets = binary ? 1 : classes;
  let weights: Float64Array = new Float64Array(sets * width);
  let current = objective(design, codes, weights, width, sets);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, hessian } = derivatives(design, codes, weights, width, sets);
    const direction = gradient.slice();
    if (!solvePositiveDefinite(hessian, direction)) break;
    const slope = direction.reduce((sum, value, i) => sum + value * gradient[i], 0);
    if (slope < TOLERANCE) break;
    let length = 1;
    let next = current;
    let moved: Float64Array = weights;
    for (; length > 1e-8; length /= 2) {
      moved = weights.map((value, i) => value - length * direction[i]);
      next = objective(design, codes, moved, width, sets);
      if (next <= current - 1e-4 * length * slope) break;
    }
    if (!(next < current)) break;
    weights = moved;
    current = next;
  }
  return { predict: (input) => probabilities(scaler(input), weights, width, sets, classes) };
}

/** Adds a column of ones and brings every input to mean 0 and standard deviation 1 by the statistics of `x`. */
function standardizer(x: Float64Array, inputs: number): (x: Float64Array) => Float64Array {
  const rows = x.length / inputs;
  const mean = new Float64Array(inputs);
  const scale = new Float64Array(inputs);
  x.forEach((value, i) => {
    mean[i % inputs] += value / rows;
  });
  x.forEach((value, i) => {
    scale[i % inputs] += (value - mean[i % inputs]) ** 2 / rows;
  });
  const inverse = scale.map((variance) => (variance > 0 ? 1 / Math.sqrt(variance) : 0));
  return (input) => {
    const n = input.length / inputs;
    const out = new Float64Array(n * (inputs + 1));
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < inputs; k++) out[i * (inputs + 1) + k] = (input[i * inputs + k] - mean[k]) * inverse[k];
      out[i * (inputs + 1) + inputs] = 1;
    }
    return out;
  };
}

/** [samples · sets]; one set: the probability of class 1, else of each class */
function activations(design: Float64Array, weights: Float64Array, width: number, sets: number): Float64Array {
  const n = design.length / width;
  const p = new Float64Array(n * sets);
  for (let i = 0; i < n; i++) {
    let largest = sets === 1 ? 0 : Number.NEGATIVE_INFINITY;
    for (let c = 0; c < sets; c++) {
      let score = 0;
      for (let k = 0; k < width; k++) score += design[i * width + k] * weights[c * width + k];
      p[i * sets + c] = score;
      largest = Math.max(largest, score);
    }
    let total = sets === 1 ? Math.exp(-largest) : 0;
    for (let c = 0; c < sets; c++) total += p[i * sets + c] = Math.exp(p[i * sets + c] - largest);
    for (let c = 0; c < sets; c++) p[i * sets + c] /= total;
  }
  return p;
}

function probabilities(
  design: Float64Array,
  weights: Float64Array,
  width: number,
  sets: number,
  classes: number,
): Float64Array {
  const p = activations(design, weights, width, sets);
  if (sets === classes) return p;
  const out = new Float64Array(p.length * 2);
  p.forEach((value, i) => {
    out[2 * i] = 1 - value;
    out[2 * i + 1] = value;
  });
  return out;
}

/** Intercepts are free. */
function penalised(index: number, width: number): boolean {
  return index % width < width - 1;
}

function objective(
  design: Float64Array,
  codes: ArrayLike<number>,
  weights: Float64Array,
  width: number,
  sets: number,
): number {
  const p = activations(design, weights, width, sets);
  let sum = 0;
  for (let i = 0; i < codes.length; i++) {
    const chosen = sets === 1 ? (codes[i] === 1 ? p[i] : 1 - p[i]) : p[i * sets + codes[i]];
    sum -= Math.log(Math.max(chosen, 1e-300));
  }
  weights.forEach((value, j) => {
    if (penalised(j, width)) sum += 0.5 * PENALTY * value * value;
  });
  return sum;
}

function derivatives(
  design: Float64Array,
  codes: ArrayLike<number>,
  weights: Float64Array,
  width: number,
  sets: number,
) {
  const size = sets * width;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const p = activations(design, weights, width, sets);
  for (let i = 0; i < codes.length; i++) {
    for (let c = 0; c < sets; c++) {
      const truth = sets === 1 ? codes[i] : Number(codes[i] === c);
      const error = p[i * sets + c] - truth;
      for (let k = 0; k < width; k++) gradient[c * width + k] += error * design[i * width + k];
      for (let e = 0; e <= c; e++) {
        const curvature = p[i * sets + c] * (Number(c === e) - p[i * sets + e]);
        for (let k = 0; k < width; k++) {
          for (let l = 0; l < width; l++) {
            hessian[(c * width + k) * size + e * width + l] +=
              curvature * design[i * width + k] * design[i * width + l];
          }
        }
      }
    }
  }
  for (let j = 0; j < size; j++) {
    if (penalised(j, width)) {
      gradient[j] += PENALTY * weights[j];
      hessian[j * size + j] += PENALTY;
    } else {
      // One set of weights a class leaves a flat direction: all intercepts together.
      hessian[j * size + j] += FLAT;
    }
  }
  return { gradient, hessian };
}
