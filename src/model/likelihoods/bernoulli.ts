import * as tf from '@tensorflow/tfjs-core';
import { linear } from '../layers.ts';
import type { Parameters } from '../parameters.ts';
import type { Observation, Output } from './output.ts';
import { byPath, weightedSum } from './weightedSum.ts';

/** p(x | h) = Π_d Bernoulli(x_d; σ(f_d(h))), x_d 0 or 1: − ln p = ln(1 + e^f) − x f, the logits f linear in h. */
export class BernoulliOutput implements Output {
  readonly #parameters: Parameters;
  readonly #f: string;

  /** @param f name of the linear layer */
  constructor(parameters: Parameters, f: string) {
    this.#parameters = parameters;
    this.#f = f;
  }

  /** The probability of 1. */
  mean(h: tf.Tensor2D): tf.Tensor2D {
    return tf.sigmoid(linear(this.#parameters, this.#f, h));
  }

  nll(h: tf.Tensor2D, { x, cells }: Observation, weights: tf.Tensor2D): tf.Tensor1D {
    const f = byPath(linear(this.#parameters, this.#f, h), weights);
    return weightedSum(tf.sub(tf.softplus(f), tf.mul(f, x)), cells, weights);
  }
}
