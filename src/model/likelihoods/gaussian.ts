import * as tf from '@tensorflow/tfjs-core';
import type { Parameters } from '../parameters.ts';

/** Raw noise at the start: τ = softplus(−1) = 0.31, as in the code of Märtens & Yau. */
const INITIAL = -1;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

export function addGaussianNoise(parameters: Parameters, modality: string, features: number): void {
  parameters.addVector(`noise.${modality}`, features, INITIAL);
}

/**
 * − Σ_d w_d ln N(x_d; f_d, τ_d²), with one learned noise level τ_d = softplus(a_d) per feature, independent of z.
 *
 * @param predicted f for each of P paths, stacked: [P · batch, features]
 * @param x what was measured, any finite value where it is missing: [batch, features]
 * @param cells w, 1 where a cell was measured: [batch, features], or null where rows are whole
 * @returns nats: [P, batch]
 */
export function gaussianNll(
  parameters: Parameters,
  modality: string,
  predicted: tf.Tensor2D,
  x: tf.Tensor2D,
  cells: tf.Tensor2D | null,
): tf.Tensor2D {
  const [batch, features] = x.shape;
  const paths = predicted.shape[0] / batch;
  const tau = tf.softplus(parameters.get(`noise.${modality}`)); // [features]
  const precision = tf.reshape(tf.div(0.5, tf.square(tau)), [features, 1]);
  const constant = tf.add(tf.log(tau), HALF_LOG_TWO_PI); // [features]

  const errors: tf.Tensor3D = tf.squaredDifference(tf.reshape(predicted, [paths, batch, features]), x);
  const weighted = cells === null ? errors : tf.mul(errors, cells);
  // The sum over features as a matrix product: one kernel, and the fastest there is.
  const fit = tf.matMul(tf.reshape(weighted, [paths * batch, features]), precision);
  const offset =
    cells === null ? tf.sum(constant) : tf.reshape(tf.matMul(cells, tf.reshape(constant, [features, 1])), [1, batch]);
  return tf.add(tf.reshape(fit, [paths, batch]), offset);
}
