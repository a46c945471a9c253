import * as tf from '@tensorflow/tfjs-core';
import { at, type Measurements, type MultimodalVae, type Posterior } from './multimodalVae.ts';

/** Everything that held-out scores need of one batch: posterior means, no sampling (methods: Märtens & Yau 2024). */
export interface Encoded {
  readonly size: number;
  readonly observed: ReadonlyMap<string, tf.Tensor2D>;
  /** the posterior given each modality alone */
  readonly alone: ReadonlyMap<string, Posterior>;
  readonly experts: ReadonlyMap<string, ReturnType<MultimodalVae['expert']>>;
}

/** @param measurements one entry for each modality of the model */
export function encode(vae: MultimodalVae, measurements: ReadonlyMap<string, Measurements>): Encoded {
  const observed = new Map([...measurements].map(([name, m]) => [name, m.observed]));
  const experts = new Map([...measurements].map(([name, m]) => [name, vae.expert(name, m.x)]));
  const alone = new Map(vae.modalities.map((name) => [name, vae.posterior([name], experts, observed)]));
  return { size: at(observed, vae.modalities[0]).shape[0], observed, alone, experts };
}

/**
 * The mean of the shared latent given the modalities `from` that a sample has: the mean of the experts' means (mixture)
 * or the mean of their product with the prior (product): [batch, shared]
 */
export function sharedMean(vae: MultimodalVae, encoded: Encoded, from: readonly string[]): tf.Tensor2D {
  if (vae.spec.objective.posterior === 'product') {
    return vae.posterior(from, encoded.experts, encoded.observed).shared.mean;
  }
  return averageOverObserved(
    encoded,
    from,
    from.map((name) => at(encoded.alone, name).shared.mean),
  );
}

/** The mean of a modality's private latent, meaningless where the sample lacks it: [batch, private] */
export function privateMean(encoded: Encoded, modality: string): tf.Tensor2D {
  return at(at(encoded.alone, modality).private, modality).mean;
}

/**
 * The prediction of `target` from the modalities `from`, by posterior means: [batch, features].
 *
 * From itself: its own private and shared latent. From others: their shared latent, and the target's private latent at
 * its prior mean, zero. From several: the average of the predictions (mixture) or the prediction of the product.
 */
export function predict(vae: MultimodalVae, encoded: Encoded, from: readonly string[], target: string): tf.Tensor2D {
  if (from.length === 1 && from[0] === target) {
    return vae.decode(target, privateMean(encoded, target), at(encoded.alone, target).shared.mean);
  }
  const zero = tf.zeros<tf.Rank.R2>([encoded.size, vae.spec.latent.private[target]]);
  if (vae.spec.objective.posterior === 'product') return vae.decode(target, zero, sharedMean(vae, encoded, from));
  return averageOverObserved(
    encoded,
    from,
    from.map((name) => vae.decode(target, zero, at(encoded.alone, name).shared.mean)),
  );
}

/** The mean of [batch, k] tensors over the modalities that each sample has; 0 where it has none of them. */
function averageOverObserved(encoded: Encoded, from: readonly string[], values: readonly tf.Tensor2D[]): tf.Tensor2D {
  const masks = from.map((name) => at(encoded.observed, name));
  const sum = tf.addN(values.map((value, i) => tf.mul<tf.Tensor2D>(value, masks[i])));
  return tf.div(sum, tf.maximum(tf.addN(masks), 1));
}
