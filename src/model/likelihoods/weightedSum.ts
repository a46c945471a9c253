import * as tf from '@tensorflow/tfjs-core';

/** Stacked paths, apart: [P · batch, features] → [P, batch, features] */
export function byPath(stacked: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor3D {
  return tf.reshape(stacked, [...weights.shape, stacked.shape[1]]);
}

/**
 * Σ_n w_n Σ_d c_nd v_nd of each of P paths.
 *
 * @param values v: [P, batch, features]
 * @param cells c: [batch, features], or null for ones
 * @param weights w: [P, batch]
 * @returns [P]
 */
export function weightedSum(values: tf.Tensor3D, cells: tf.Tensor2D | null, weights: tf.Tensor2D): tf.Tensor1D {
  const measured = cells === null ? values : tf.mul(values, cells);
  return tf.sum(tf.mul(tf.sum(measured, 2), weights), 1);
}

/** Σ_n w_n v_n of each of P paths. @param values v: [batch, 1] @returns [P] */
export function weightedRows(values: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape(tf.matMul(weights, values), [weights.shape[0]]);
}
