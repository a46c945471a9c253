import * as tf from '@tensorflow/tfjs-core';

/** Outputs that a label head needs: one logit for two classes, else one a class. */
export function labelOutputs(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/**
 * − ln p(y | logits): Bernoulli for two classes (as in the code of Märtens & Yau), categorical for more.
 *
 * @param logits for each of P paths, stacked: [P · batch, 1 or classes]
 * @param oneHot the true class: [batch, classes]
 * @returns nats: [P, batch]
 */
export function labelNll(logits: tf.Tensor2D, oneHot: tf.Tensor2D): tf.Tensor2D {
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
