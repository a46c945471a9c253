import * as tf from '@tensorflow/tfjs-core';
import { affine } from '../../engine/kernels.ts';

/** What the gradient is asked of: a linear map f = h W + b and a precision for each feature. */
export interface Fit {
  /** [P · batch, hidden] */
  readonly h: tf.Tensor2D;
  /** W: [hidden, features] */
  readonly weight: tf.Tensor2D;
  /** b: [features] */
  readonly bias: tf.Tensor1D;
  /** p: [features] */
  readonly precision: tf.Tensor1D;
}

export interface Target {
  /** [batch, features] */
  readonly x: tf.Tensor2D;
  /** c: [batch, features], or null for ones */
  readonly cells: tf.Tensor2D | null;
  /** w: [P, batch] */
  readonly weights: tf.Tensor2D;
}

/**
 * Σ_n w_n Σ_d p_d c_nd (f_d(h_n) − x_nd)² of each of P paths into the same x: [P, 1].
 *
 * By far the largest part of a step, in two ways that give the same number. Row by row it takes three products of
 * P · batch rows. With whole rows the square can be multiplied out instead, and the rows of all paths are summed before
 * they meet the features: four products of `hidden` or `batch` rows, however many paths there are.
 */
export function weightedSquares({ h, weight, bias, precision }: Fit, target: Target): tf.Tensor2D {
  const [rows, hidden] = h.shape;
  const [batch, features] = target.x.shape;
  const work = multiplyAdds({ rows, batch, hidden, features });
  const way = target.cells === null && work.byProducts < work.byRows ? byProducts(target) : byRows(target);
  return way(h, weight, bias, precision) as tf.Tensor2D;
}

/** Multiply-adds in the matrix products of either way, forward and backward. */
export function multiplyAdds({
  rows,
  batch,
  hidden,
  features,
}: {
  /** P · batch */
  rows: number;
  batch: number;
  hidden: number;
  features: number;
}): { byRows: number; byProducts: number } {
  return {
    byRows: 3 * rows * hidden * features,
    byProducts: 2 * (hidden + batch) * hidden * features + 2 * rows * hidden * hidden,
  };
}

type Gradient = (...inputs: tf.Tensor[]) => tf.Tensor;

/**
 * With E = c (f − x) and r = 2 w g for the weight of a row in the gradient:
 * ∂h = r E (W p)ᵀ, ∂W = (r h)ᵀ E p, ∂b = Σ r E p, ∂p = Σ g w E².
 * E is the largest array. Scaling the smaller h and W in its place saves passes over it.
 */
function byRows({ x, cells, weights }: Target): Gradient {
  const [paths, batch] = weights.shape;
  const [, features] = x.shape;
  const rows = paths * batch;
  return tf.customGrad((...inputs) => {
    const { h, weight, bias, precision, save } = named(inputs);
    const mean = affine(h, weight, bias);
    const plain = tf.sub<tf.Tensor3D>(tf.reshape(mean, [paths, batch, features]), x);
    const errors = tf.reshape<tf.Rank.R2>(cells === null ? plain : tf.mul(plain, cells), [rows, features]);
    // Paths stay apart: their sums are reported.
    const sums = tf.matMul(spread(weights), tf.square(errors)); // [P, features]
    save([h, weight, precision, errors, sums, weights]);
    return {
      value: tf.matMul(sums, tf.reshape(precision, [features, 1])),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [h, weight, precision, errors, sums, w] = saved as tf.Tensor2D[];
        const r = tf.reshape<tf.Rank.R2>(tf.mul(w, tf.mul(dy, 2)), [rows, 1]);
        return [
          tf.mul(tf.matMul(errors, tf.mul(weight, precision), false, true), r),
          tf.mul(tf.matMul(tf.mul<tf.Tensor2D>(h, r), errors, true), precision),
          tf.mul(tf.reshape(tf.matMul(r, errors, true), [features]), precision),
          tf.reshape(tf.matMul(dy as tf.Tensor2D, sums, true), [features]),
        ];
      },
    };
  });
}

/**
 * With y = x − b, and for each path G = hᵀ w h [hidden, hidden]:
 * Σ_n w_n Σ_d p_d (h_n W_d − y_nd)² = ⟨G, W (W p)ᵀ⟩ − 2 Σ_n w_n h_n · (y (W p)ᵀ)_n + Σ_n w_n Σ_d p_d y_nd².
 *
 * Gradient, with the sums over paths Ḡ = Σ g G, A = Σ g w h [batch, hidden] and u = Σ g w [batch]:
 * ∂h = 2 g w (h W (W p)ᵀ − y (W p)ᵀ), ∂W = 2 (Ḡ W − Aᵀ y) p, ∂b = 2 (Σ_n A_n W − uᵀ y) p,
 * ∂p = Σ_h W (Ḡ W − 2 Aᵀ y) + uᵀ y².
 */
function byProducts({ x, weights }: Target): Gradient {
  const [paths, batch] = weights.shape;
  const [, features] = x.shape;
  return tf.customGrad((...inputs) => {
    const { h, weight, bias, precision, save } = named(inputs);
    const hidden = weight.shape[0];
    const column = tf.reshape(precision, [features, 1]);
    const y = tf.sub<tf.Tensor2D>(x, bias);
    const squares = tf.square(y);
    const scaled = tf.mul<tf.Tensor2D>(weight, precision); // W p
    const metric = tf.matMul(weight, scaled, false, true); // [hidden, hidden]
    const cross = tf.matMul(y, scaled, false, true); // [batch, hidden]
    const own = tf.matMul(squares, column); // [batch, 1]

    // By row: h (h W (W p)ᵀ − 2 y (W p)ᵀ) + Σ_d p_d y².
    const mapped = tf.reshape<tf.Rank.R3>(tf.matMul(h, metric), [paths, batch, hidden]);
    const stacked = tf.reshape<tf.Rank.R3>(h, [paths, batch, hidden]);
    const halves = tf.sub<tf.Tensor3D>(mapped, cross);
    const quadratic = tf.sum(tf.mul(stacked, tf.sub(halves, cross)), 2); // [P, batch]
    const byRow = tf.add(quadratic, tf.reshape(own, [1, batch]));
    save([h, weight, precision, y, squares, halves, weights]);
    return {
      value: tf.sum(tf.mul(byRow, weights), 1, true),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [h, weight, precision, y, squares, halves, w] = saved as tf.Tensor2D[];
        const r = tf.mul<tf.Tensor2D>(w, dy); // g w: [P, batch]
        const rows = tf.mul<tf.Tensor2D>(h, tf.reshape(r, [paths * batch, 1]));
        const gram = tf.matMul(h, rows, true); // Ḡ
        const sums = tf.sum<tf.Tensor2D>(tf.reshape(rows, [paths, batch, hidden]), 0); // A
        const u = tf.sum<tf.Tensor2D>(r, 0, true); // [1, batch]
        const fitted = tf.matMul(gram, weight); // Ḡ W
        const target = tf.matMul(sums, y, true); // Aᵀ y
        const difference = tf.sub(fitted, target);
        const twice = tf.mul(precision, 2);
        const along = tf.sub(tf.matMul(tf.sum(sums, 0, true) as tf.Tensor2D, weight), tf.matMul(u, y));
        return [
          tf.reshape(tf.mul(halves, tf.reshape(tf.mul(r, 2), [paths, batch, 1])), h.shape),
          tf.mul(difference, twice),
          tf.mul(tf.reshape(along, [features]), twice),
          tf.add(tf.sum(tf.mul(weight, tf.sub(difference, target)), 0), tf.reshape(tf.matMul(u, squares), [features])),
        ];
      },
    };
  });
}

/** tfjs passes a custom gradient its inputs by position, and the function that saves what the gradient needs last. */
function named(inputs: readonly unknown[]): Fit & { readonly save: tf.GradSaveFunc } {
  const [h, weight, bias, precision, save] = inputs as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor1D,
    tf.GradSaveFunc,
  ];
  return { h, weight, bias, precision, save };
}

/** [P, batch] → [P, P · batch], row p in block p, 0 elsewhere. */
function spread(weights: tf.Tensor2D): tf.Tensor2D {
  const [paths, batch] = weights.shape;
  if (paths === 1) return weights;
  const eye = tf.reshape(tf.eye(paths), [paths, paths, 1]);
  return tf.reshape(tf.mul(eye, tf.reshape(weights, [1, paths, batch])), [paths, paths * batch]);
}
