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

/** z = mean + scale · noise, the reparameterised draw: [batch, K] */
export function sample({ mean, scale }: Gaussian, noise: tf.Tensor2D): tf.Tensor2D {
  return tf.add(mean, tf.mul(scale, noise));
}

/** KL(q || N(0, I)) by dimension, ½ (μ² + σ² − 1) − ln σ: [batch, K] */
export function klToStandardNormal({ mean, scale }: Gaussian): tf.Tensor2D {
  return kl(mean, scale) as tf.Tensor2D;
}

/** ∂/∂μ = μ and ∂/∂σ = σ − 1/σ: half the kernels of the chain rule. */
const kl = tf.customGrad((mean, scale, save) => {
  const [mu, sigma, keep] = [mean, scale, save] as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  keep([mu, sigma]);
  const squares = tf.add(tf.square(mu), tf.square(sigma));
  return {
    value: tf.sub(tf.mul(tf.sub(squares, 1), 0.5), tf.log(sigma)),
    gradFunc: (dy: tf.Tensor, [mu, sigma]: tf.Tensor[]) => [
      tf.mul(dy, mu),
      tf.mul(dy, tf.sub(sigma, tf.reciprocal(sigma))),
    ],
  };
});

/** One expert's share in a product: o / σ² and μ o / σ², [batch, K] each, 0 where the sample lacks the modality. */
export interface Expert {
  readonly precision: tf.Tensor2D;
  readonly weightedMean: tf.Tensor2D;
}

/** @param observed o, 1 where the sample has the modality: [batch, 1]; null where all samples have it */
export function expertOf({ mean, scale }: Gaussian, observed: tf.Tensor2D | null): Expert {
  const variance = tf.add<tf.Tensor2D>(tf.square(scale), SMALLEST_VARIANCE);
  const precision = observed === null ? tf.reciprocal(variance) : tf.div<tf.Tensor2D>(observed, variance);
  return { precision, weightedMean: tf.mul(mean, precision) };
}

/**
 * q ∝ N(0, I) Π_j q_j^{o_j}: precision T = 1 + Σ_j o_j / σ_j², mean = Σ_j (o_j μ_j / σ_j²) / T.
 * With no expert observed it is the prior. Wu & Goodman 2018 (arXiv 1802.05335).
 */
export function productOfExperts(experts: readonly Expert[]): Gaussian {
  const total = tf.add<tf.Tensor2D>(sum(experts.map(({ precision }) => precision)), 1);
  const mean = tf.div<tf.Tensor2D>(sum(experts.map(({ weightedMean }) => weightedMean)), total);
  return { mean, scale: tf.rsqrt(total) };
}

function sum(terms: tf.Tensor2D[]): tf.Tensor2D {
  return terms.length === 1 ? terms[0] : tf.addN(terms);
}
