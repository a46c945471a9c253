import * as tf from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import { cutBlocks, type Encoded } from './encoded.ts';
import { type Gaussian, klToStandardNormal } from './gaussian.ts';
import type { MultimodalVae } from './multimodalVae.ts';

/**
 * The mean of the shared latent given the modalities `from` that a sample has: the mean of the experts' means (mixture)
 * or the mean of their joint posterior (product, average): [batch, shared]. No sampling (Märtens & Yau 2024).
 */
export function sharedMean(vae: MultimodalVae, encoded: Encoded, from: readonly string[]): tf.Tensor2D {
  if (vae.spec.objective.posterior !== 'mixture') return blockMean(encoded, from, 'shared');
  return averageOverObserved(
    encoded,
    from,
    from.map((name) => blockMean(encoded, [name], 'shared')),
  );
}

/**
 * KL(q || N(0, I)) of the shared latent by dimension: of the joint posterior (product, average), or the mean over the experts
 * that a sample has (mixture), since a mixture has none in closed form: [batch, shared]
 */
export function sharedKl(vae: MultimodalVae, encoded: Encoded, from: readonly string[]): tf.Tensor2D {
  if (vae.spec.objective.posterior !== 'mixture') return klToStandardNormal(blockPosterior(encoded, from, 'shared'));
  return averageOverObserved(
    encoded,
    from,
    from.map((name) => klToStandardNormal(encoded.part(name, 'shared'))),
  );
}

/** The same of a modality's private latent: [batch, private] */
export function privateKl(encoded: Encoded, modality: string): tf.Tensor2D {
  return klToStandardNormal(blockPosterior(encoded, [modality], modality));
}

/** The mean of a modality's private latent, meaningless where the sample lacks it; it must have one: [batch, private] */
export function privateMean(encoded: Encoded, modality: string): tf.Tensor2D {
  return blockMean(encoded, [modality], modality);
}

/**
 * The prediction of `target` from the modalities `from`, by posterior means: [batch, features].
 *
 * By all latents, which is how a modality is predicted from itself: its own private and shared one. By the shared latent
 * alone, as from others: the target's private latent is at its prior mean, zero. From several: the average of the
 * predictions (mixture) or the prediction of the joint posterior.
 */
export function predict(
  vae: MultimodalVae,
  encoded: Encoded,
  from: readonly string[],
  target: string,
  latents: 'all' | 'shared' = from.length === 1 && from[0] === target ? 'all' : 'shared',
): tf.Tensor2D {
  const alone = vae.spec.latent.private[target] === 0;
  const mean = (own: tf.Tensor2D | null, shared: tf.Tensor2D): tf.Tensor2D =>
    vae.output(target).mean(vae.decode(target, own, shared));
  if (latents === 'all') {
    return mean(alone ? null : privateMean(encoded, target), blockMean(encoded, [target], 'shared'));
  }
  const zero = alone ? null : tf.zeros<tf.Rank.R2>([encoded.size, vae.spec.latent.private[target]]);
  if (vae.spec.objective.posterior !== 'mixture') return mean(zero, sharedMean(vae, encoded, from));
  return averageOverObserved(
    encoded,
    from,
    from.map((name) => mean(zero, blockMean(encoded, [name], 'shared'))),
  );
}

function blockMean(encoded: Encoded, from: readonly string[], block: string): tf.Tensor2D {
  const posterior = encoded.posterior({ from, subset: 'all' });
  return at(cutBlocks(posterior.mean, posterior), block);
}

function blockPosterior(encoded: Encoded, from: readonly string[], block: string): Gaussian {
  const posterior = encoded.posterior({ from, subset: 'all' });
  return { mean: blockMean(encoded, from, block), scale: at(cutBlocks(posterior.scale, posterior), block) };
}

/** The mean of [batch, k] tensors over the modalities that each sample has; 0 where it has none of them. */
function averageOverObserved(encoded: Encoded, from: readonly string[], values: readonly tf.Tensor2D[]): tf.Tensor2D {
  if (values.length === 1 && encoded.observed(from[0]) === null) return values[0];
  const masks = from.map((name) => encoded.observed(name) ?? tf.ones<tf.Rank.R2>([encoded.size, 1]));
  const sum = tf.addN(values.map((value, i) => tf.mul<tf.Tensor2D>(value, masks[i])));
  return tf.div(sum, tf.maximum(tf.addN(masks), 1));
}
