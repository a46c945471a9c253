import * as tf from '@tensorflow/tfjs-core';

/** Outputs that a label head needs: one logit for two classes, else one a class. */
export function labelOutputs(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/**
 * Σ_n w_n (− ln p(y_n | logits_n)) of each of P paths, stacked: Bernoulli for two classes (as in the code of
 * Märtens & Yau), categorical for more.
 *
 * @param logits [P · batch, 1 or classes]
 * @param oneHot the true class: [batch, classes]
 * @param weights w: [P, batch]
 * @returns nats: [P]
 */
export function labelNll(logits: tf.Tensor2D, oneHot: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor1D {
  return tf.sum(tf.mul(nllOfSamples(logits, oneHot), weights), 1);
}

/** [P, batch] */
function nllOfSamples(logits: tf.Tensor2D, oneHot: tf.Tensor2D): tf.Tensor2D {
  const [batch, classes] = oneHot.shape;
  const paths = logits.shape[0] / batch;
  if (classes === 2) {
    const y = tf.reshape(tf.slice(oneHot, [0, 1], [-1, 1]), [1, batch]);
    const score = tf.reshape(logits, [paths, batch]);
    return tf.sub(tf.softplus(score), tf.mul(y, score));
  }
  const scores = tf.reshape(logits, [paths, batch, classes]);
  const picked = tf.sum(tf.mul(scores, oneHot), 2); // [P, batch]
  return tf.sub(tf.logSumExp(scores, 2), picked);
}
