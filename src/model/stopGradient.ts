import * as tf from '@tensorflow/tfjs-core';

const passValueOnly = tf.customGrad((x) => ({
  value: tf.clone(x as tf.Tensor),
  gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
}));

/** sg(x): the value of x; its gradient is zero. */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  return passValueOnly(x) as T;
}
