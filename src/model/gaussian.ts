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

/**
 * KL(q || p) by dimension, ½ ((σ² + (μ − ν)²) / τ² − 1) + ln τ − ln σ for q = N(μ, σ²), p = N(ν, τ²): [batch, K].
 * The gradient reaches both.
 */
export function klBetween(q: Gaussian, p: Gaussian): tf.Tensor2D {
  const squares = tf.add(tf.square(q.scale), tf.squaredDifference(q.mean, p.mean));
  const half = tf.mul(0.5, tf.sub(tf.div(squares, tf.square(p.scale)), 1));
  return tf.add(half, tf.sub(tf.log(p.scale), tf.log(q.scale)));
}

/** ln N(z; μ, σ²) + K/2 ln 2π, summed over dimensions: [batch, 1] */
export function unscaledLogDensity(z: tf.Tensor2D, { mean, scale }: Gaussian): tf.Tensor2D {
  const squares = tf.square(tf.div(tf.sub(z, mean), scale));
  return tf.sum(tf.sub(tf.mul(-0.5, squares), tf.log(scale)), 1, true);
}

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

/**
 * Mean of the means and mean of the scales over the experts that a sample has: mean = Σ_j o_j μ_j / Σ_j o_j, scale alike.
 * With no expert observed it is N(0, I). Hosoya 2018 (arXiv 1809.02918), Sutter et al. 2024 (arXiv 2403.05300).
 *
 * @param observed o_j of each expert: [batch, 1], or null where all samples have it
 */
export function averageOfExperts(experts: readonly Gaussian[], observed: readonly (tf.Tensor2D | null)[]): Gaussian {
  if (experts.length === 1 && observed[0] === null) return experts[0];
  const masks = observed.map((mask, j) => mask ?? tf.ones<tf.Rank.R2>([experts[j].mean.shape[0], 1]));
  const count = sum(masks); // [batch, 1]
  const none = tf.relu(tf.sub(1, count));
  const divisor = tf.maximum(count, 1);
  const [means, scales] = (['mean', 'scale'] as const).map((of) =>
    sum(experts.map((expert, j) => tf.mul<tf.Tensor2D>(expert[of], masks[j]))),
  );
  return { mean: tf.div(means, divisor), scale: tf.div(tf.add(scales, none), divisor) };
}

function sum(terms: tf.Tensor2D[]): tf.Tensor2D {
  return terms.length === 1 ? terms[0] : tf.addN(terms);
}
