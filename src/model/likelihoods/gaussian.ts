import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../math/random.ts';
import { linear } from '../layers.ts';
import type { Parameters } from '../parameters.ts';
import type { Observation, Output } from './output.ts';
import { weightedSquares } from './weightedSquares.ts';

/** Raw noise at the start: τ = softplus(−1) = 0.31, as in the code of Märtens & Yau. */
const INITIAL = -1;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * p(x | h) = Π_d N(x_d; f_d(h), τ_d²) with f linear in the decoder's last hidden layer h, and one learned noise level
 * τ_d = softplus(a_d) per feature, independent of z.
 */
export class GaussianOutput implements Output {
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

  mean(h: tf.Tensor2D): tf.Tensor2D {
    return linear(this.#parameters, this.#mean, h);
  }

  nll(h: tf.Tensor2D, { x, cells }: Observation, weights: tf.Tensor2D): tf.Tensor1D {
    const [paths] = weights.shape;
    const [, features] = x.shape;
    const logTau = tf.log(tf.softplus(this.#parameters.get(this.#noise))); // [features]
    const precision = tf.mul<tf.Tensor1D>(0.5, tf.exp(tf.mul(logTau, -2))); // 1 / (2 τ²)
    const constant = tf.reshape(tf.add(logTau, HALF_LOG_TWO_PI), [features, 1]);
    const weight = this.#parameters.get(`${this.#mean}.weight`) as tf.Variable<tf.Rank.R2>;
    const bias = this.#parameters.get(`${this.#mean}.bias`) as tf.Variable<tf.Rank.R1>;

    const fit = weightedSquares({ h, weight, bias, precision }, { x, cells, weights }); // [P, 1]
    const counts = cells === null ? tf.sum(weights, 1, true) : tf.matMul(weights, cells); // [P, 1 or features]
    const offset = cells === null ? tf.mul(counts, tf.sum(constant)) : tf.matMul(counts as tf.Tensor2D, constant);
    return tf.reshape(tf.add(fit, offset), [paths]);
  }
}
