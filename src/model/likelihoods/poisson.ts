import * as tf from '@tensorflow/tfjs-core';
import type { Parameters } from '../parameters.ts';
import { logRate } from './logRate.ts';
import { countsOf, type Observation, type Output } from './output.ts';
import { byPath, weightedRows, weightedSum } from './weightedSum.ts';

/**
 * p(x | h) = Π_d Poisson(x_d; μ_d) with μ_d = l e^{f_d(h)} for a sample of size l:
 * − ln p = μ − x ln μ + ln x!.
 */
export class PoissonOutput implements Output {
  readonly #parameters: Parameters;
  readonly #f: string;

  /** @param f name of the linear layer */
  constructor(parameters: Parameters, f: string) {
    this.#parameters = parameters;
    this.#f = f;
  }

  mean(h: tf.Tensor2D): tf.Tensor2D {
    return tf.exp(logRate(this.#parameters, this.#f, h));
  }

  nll(h: tf.Tensor2D, observation: Observation, weights: tf.Tensor2D): tf.Tensor1D {
    const { x, cells } = observation;
    const { size, logFactorials } = countsOf(observation);
    const f = byPath(logRate(this.#parameters, this.#f, h), weights);
    const values = withoutConstants(tf.add(f, tf.log(size)), x);
    return tf.add(weightedSum(values, cells, weights), weightedRows(logFactorials, weights));
  }
}

/** μ − x ln μ of each cell from ln μ; its gradient is μ − x. */
function withoutConstants(logMu: tf.Tensor3D, x: tf.Tensor2D): tf.Tensor3D {
  const cells = tf.customGrad((logMu, save) => {
    const mu = tf.exp(logMu as tf.Tensor3D);
    (save as tf.GradSaveFunc)([mu, x]);
    return {
      value: tf.sub<tf.Tensor3D>(mu, tf.mul(x, logMu as tf.Tensor3D)),
      gradFunc: (dy: tf.Tensor, [mu, x]: tf.Tensor[]) => tf.mul(dy, tf.sub(mu, x)),
    };
  });
  return cells(logMu);
}
