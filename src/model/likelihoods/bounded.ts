import * as tf from '@tensorflow/tfjs-core';

/**
 * x within ± limit, with the gradient of x itself: what e^x makes of it stays finite, and the gradient at the bound leads
 * back from beyond it.
 */
export function bounded<T extends tf.Tensor>(x: T, limit: number): T {
  const clip = tf.customGrad((x) => ({
    value: tf.minimum(tf.maximum(x as tf.Tensor, -limit), limit),
    gradFunc: (dy: tf.Tensor) => dy,
  }));
  return clip(x) as T;
}
