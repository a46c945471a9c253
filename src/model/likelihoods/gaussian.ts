import * as tf from '@tensorflow/tfjs-core';
import { linear } from '../layers.ts';
import type { Parameters } from '../parameters.ts';
import type { FeatureScale } from './featureScale.ts';
import type { Observation, Output } from './output.ts';
import { weightedSquares } from './weightedSquares.ts';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * p(x | h) = Π_d N(x_d; f_d(h), τ_d²) with f linear in the decoder's last hidden layer h, and a noise level τ_d that does
 * not depend on z (Märtens & Yau 2024).
 */
export class GaussianOutput implements Output {
  readonly #parameters: Parameters;
  readonly #f: string;
  readonly #tau: FeatureScale;

  /** @param f name of the linear layer */
  constructor(parameters: Parameters, f: string, tau: FeatureScale) {
    this.#parameters = parameters;
    this.#f = f;
    this.#tau = tau;
  }

  mean(h: tf.Tensor2D): tf.Tensor2D {
    return linear(this.#parameters, this.#f, h);
  }

  nll(h: tf.Tensor2D, { x, cells }: Observation, weights: tf.Tensor2D): tf.Tensor1D {
    const [paths] = weights.shape;
    const [, features] = x.shape;
    const logTau = this.#tau.log();
    const precision = tf.mul<tf.Tensor1D>(0.5, tf.exp(tf.mul(logTau, -2))); // 1 / (2 τ²)
    const constant = tf.reshape(tf.add(logTau, HALF_LOG_TWO_PI), [features, 1]);
    const weight = this.#parameters.get(`${this.#f}.weight`) as tf.Variable<tf.Rank.R2>;
    const bias = this.#parameters.get(`${this.#f}.bias`) as tf.Variable<tf.Rank.R1>;

    const fit = weightedSquares({ h, weight, bias, precision }, { x, cells, weights }); // [P, 1]
    const counts = cells === null ? tf.sum(weights, 1, true) : tf.matMul(weights, cells); // [P, 1 or features]
    const offset = cells === null ? tf.mul(counts, tf.sum(constant)) : tf.matMul(counts as tf.Tensor2D, constant);
    return tf.reshape(tf.add(fit, offset), [paths]);
  }
}
