import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../math/random.ts';
import { linear } from '../layers.ts';
import type { Parameters } from '../parameters.ts';

/** Raw noise at the start: τ = softplus(−1) = 0.31, as in the code of Märtens & Yau. */
const INITIAL = -1;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * p(x | h) = Π_d N(x_d; f_d(h), τ_d²) with f linear in the decoder's last hidden layer h, and one learned noise level
 * τ_d = softplus(a_d) per feature, independent of z.
 */
export class GaussianOutput {
  readonly #parameters: Parameters;
  readonly #mean: string;
  readonly #noise: string;

  /** @param mean, noise names of the parameters of f and τ */
  constructor(
    parameters: Parameters,
    { mean, noise }: { mean: string; noise: string },
    [hidden, features]: readonly [number, number],
    random: Random,
  ) {
    this.#parameters = parameters;
    this.#mean = mean;
    this.#noise = noise;
    parameters.addLinear(mean, hidden, features, random);
    parameters.addVector(noise, features, INITIAL);
  }

  /** The mean f(h): [rows, hidden] → [rows, features] */
  mean(h: tf.Tensor2D): tf.Tensor2D {
    return linear(this.#parameters, this.#mean, h);
  }

  /**
   * Σ_n w_n Σ_d c_nd (− ln N(x_nd; f_d(h_n), τ_d²)) of each of P paths, stacked.
   *
   * @param h [P · batch, hidden]
   * @param x what was measured, any finite value where it is missing: [batch, features]
   * @param cells c, 1 where a cell was measured: [batch, features], or null where rows are whole
   * @param weights w: [P, batch]
   * @returns nats: [P]
   */
  nll(h: tf.Tensor2D, x: tf.Tensor2D, cells: tf.Tensor2D | null, weights: tf.Tensor2D): tf.Tensor1D {
    const [paths] = weights.shape;
    const [, features] = x.shape;
    const tau = tf.softplus(this.#parameters.get(this.#noise)); // [features]
    const precision = tf.div(0.5, tf.square(tau));
    const constant = tf.reshape(tf.add(tf.log(tau), HALF_LOG_TWO_PI), [features, 1]);
    const weight = this.#parameters.get(`${this.#mean}.weight`);
    const bias = this.#parameters.get(`${this.#mean}.bias`);

    const fit = squares(x, cells, weights)(h, weight, bias, precision); // [P, 1]
    const counts = cells === null ? tf.sum(weights, 1, true) : tf.matMul(weights, cells); // [P, 1 or features]
    const offset = cells === null ? tf.mul(counts, tf.sum(constant)) : tf.matMul(counts as tf.Tensor2D, constant);
    return tf.reshape(tf.add(fit, offset), [paths]);
  }
}

/**
 * Σ_n w_n Σ_d p_d c_nd (f_d(h_n) − x_nd)², f = h W + b: [P · batch, hidden] → [P, 1].
 *
 * With E = c (f − x) and 2 w g for the weight of a row in the gradient:
 * ∂h = 2 w g E (W p)ᵀ, ∂W = (2 w g h)ᵀ E p, ∂b = Σ 2 w g E p, ∂p = Σ g w E².
 * E is the largest array of a step. Scaling the smaller h and W in its place saves passes over it.
 */
function squares(
  x: tf.Tensor2D,
  cells: tf.Tensor2D | null,
  weights: tf.Tensor2D,
): (...inputs: tf.Tensor[]) => tf.Tensor2D {
  const [paths, batch] = weights.shape;
  const [, features] = x.shape;
  const rows = paths * batch;
  return tf.customGrad((...inputs) => {
    const [h, weight, bias, precision, save] = inputs as unknown as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    const mean = tf.fused.matMul({ a: h, b: weight, bias }) as tf.Tensor2D;
    const plain = tf.sub<tf.Tensor3D>(tf.reshape(mean, [paths, batch, features]), x);
    const errors = tf.reshape<tf.Rank.R2>(cells === null ? plain : tf.mul(plain, cells), [rows, features]);
    // Paths stay apart: their sums are reported.
    const byPath = spread(weights); // [P, P · batch]
    const sums = tf.matMul(byPath, tf.square(errors)); // [P, features]
    save([h, weight, precision, errors, sums, weights]);
    return {
      value: tf.matMul(sums, tf.reshape(precision, [features, 1])),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [h, weight, precision, errors, sums, counts] = saved as [
          tf.Tensor2D,
          tf.Tensor2D,
          tf.Tensor1D,
          tf.Tensor2D,
          tf.Tensor2D,
          tf.Tensor2D,
        ];
        const scale = tf.reshape<tf.Rank.R2>(tf.mul(counts, tf.mul(dy, 2)), [rows, 1]);
        return [
          tf.mul(tf.matMul(errors, tf.mul(weight, precision), false, true), scale),
          tf.mul(tf.matMul(tf.mul(h, scale), errors, true), precision),
          tf.mul(tf.reshape(tf.matMul(scale, errors, true), [features]), precision),
          tf.reshape(tf.matMul(dy as tf.Tensor2D, sums, true), [features]),
        ];
      },
    };
  });
}

/** [P, batch] → [P, P · batch], row p in block p, 0 elsewhere. */
function spread(weights: tf.Tensor2D): tf.Tensor2D {
  const [paths, batch] = weights.shape;
  if (paths === 1) return weights;
  const eye = tf.reshape(tf.eye(paths), [paths, paths, 1]);
  return tf.reshape(tf.mul(eye, tf.reshape(weights, [1, paths, batch])), [paths, paths * batch]);
}
