import * as tf from '@tensorflow/tfjs-core';

/** N(mean, diag scale²), one row a sample: both [batch, dimensions]. */
export interface Gaussian {
  readonly mean: tf.Tensor2D;
  readonly scale: tf.Tensor2D;
}

/** Keeps ln(scale) finite where softplus underflows. */
const SMALLEST_SCALE = 1e-6;
/** Keeps precisions finite; the value in the code of Märtens & Yau. */
const SMALLEST_VARIANCE = 1e-8;

/** Splits an encoder's output [batch, 2 K] into mean and scale = softplus(raw), [batch, K] each. */
export function gaussianFrom(output: tf.Tensor2D): Gaussian {
  const [mean, raw] = tf.split<tf.Tensor2D>(output, 2, 1);
  return { mean, scale: tf.add<tf.Tensor2D>(tf.softplus(raw), SMALLEST_SCALE) };
}

/** Cuts a Gaussian into blocks of the given sizes. */
export function splitBlocks({ mean, scale }: Gaussian, sizes: readonly number[]): Gaussian[] {
  const means = tf.split<tf.Tensor2D>(mean, [...sizes], 1);
  const scales = tf.split<tf.Tensor2D>(scale, [...sizes], 1);
  return means.map((part, i) => ({ mean: part, scale: scales[i] }));
}

/** z = mean + scale · noise, the reparameterised draw: [batch, K] */
export function sample({ mean, scale }: Gaussian, noise: tf.Tensor2D): tf.Tensor2D {
  return tf.add(mean, tf.mul(scale, noise));
}

/** KL(q || N(0, I)) = ½ Σ_k (μ² + σ² − 1 − 2 ln σ): [batch] */
export function klToStandardNormal({ mean, scale }: Gaussian): tf.Tensor1D {
  const terms = tf.sub(tf.sub(tf.add(tf.square(mean), tf.square(scale)), 1), tf.mul(2, tf.log(scale)));
  return tf.mul(0.5, tf.sum(terms, 1));
}

/**
 * q ∝ N(0, I) Π_j q_j^{o_j}: precision T = 1 + Σ_j o_j / σ_j², mean = Σ_j (o_j μ_j / σ_j²) / T.
 * With no expert observed it is the prior. Wu & Goodman 2018 (arXiv 1802.05335).
 *
 * @param experts the q_j, [batch, K] each
 * @param observed o_j, 1 where the sample has modality j: [batch, 1] each
 */
export function productOfExperts(experts: readonly Gaussian[], observed: readonly tf.Tensor2D[]): Gaussian {
  const precisions = experts.map(({ scale }, j) =>
    tf.div<tf.Tensor2D>(observed[j], tf.add(tf.square(scale), SMALLEST_VARIANCE)),
  );
  const total = tf.add<tf.Tensor2D>(tf.addN(precisions), 1);
  const mean = tf.div<tf.Tensor2D>(tf.addN(experts.map((expert, j) => tf.mul(expert.mean, precisions[j]))), total);
  return { mean, scale: tf.rsqrt(total) };
}
