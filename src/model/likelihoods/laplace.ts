import * as tf from '@tensorflow/tfjs-core';
import { linear } from '../layers.ts';
import type { Parameters } from '../parameters.ts';
import type { FeatureScale } from './featureScale.ts';
import type { Observation, Output } from './output.ts';
import { byPath, weightedSum } from './weightedSum.ts';

/**
 * p(x | h) = Π_d Laplace(x_d; f_d(h), b_d): − ln p = |x − f| / b + ln 2b, f linear in h. Single values far out count less
 * than with a Gaussian (Shi et al. 2019, arXiv 1911.03393).
 */
export class LaplaceOutput implements Output {
  readonly #parameters: Parameters;
  readonly #f: string;
  readonly #b: FeatureScale;

  /** @param f name of the linear layer */
  constructor(parameters: Parameters, f: string, b: FeatureScale) {
    this.#parameters = parameters;
    this.#f = f;
    this.#b = b;
  }

  /** The median, which is the mean. */
  mean(h: tf.Tensor2D): tf.Tensor2D {
    return linear(this.#parameters, this.#f, h);
  }

  nll(h: tf.Tensor2D, { x, cells }: Observation, weights: tf.Tensor2D): tf.Tensor1D {
    const logB = this.#b.log(); // [features]
    const distance = tf.abs(tf.sub<tf.Tensor3D>(byPath(this.mean(h), weights), x));
    const values = tf.add<tf.Tensor3D>(tf.mul(distance, tf.exp(tf.neg(logB))), tf.add(logB, Math.LN2));
    return weightedSum(values, cells, weights);
  }
}
