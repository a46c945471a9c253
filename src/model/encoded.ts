import * as tf from '@tensorflow/tfjs-core';
import { type Expert, expertOf, type Gaussian, productOfExperts } from './gaussian.ts';
import type { Measurements, MultimodalVae } from './multimodalVae.ts';

/** A posterior over blocks that lie side by side: the shared one, then the private one of each modality encoded. */
export interface Posterior extends Gaussian {
  /** "shared" or the name of a modality, and how many columns */
  readonly blocks: readonly { readonly name: string; readonly size: number }[];
}

/** One batch, encoded: every expert and every joint posterior once. */
export class Encoded {
  /** rows */
  readonly size: number;
  readonly #vae: MultimodalVae;
  readonly #measurements: ReadonlyMap<string, Measurements>;
  readonly #experts = new Map<string, Gaussian>();
  readonly #shares = new Map<string, { shared: Expert; own: Expert }>();
  readonly #posteriors = new Map<string, Posterior>();

  /** @param measurements one entry for each modality of the model */
  constructor(vae: MultimodalVae, measurements: ReadonlyMap<string, Measurements>) {
    this.#vae = vae;
    this.#measurements = measurements;
    this.size = at(measurements, vae.modalities[0]).x.shape[0];
  }

  /** 1 where the sample has the modality: [batch, 1]; null where all have it */
  observed(modality: string): tf.Tensor2D | null {
    return at(this.#measurements, modality).observed;
  }

  /**
   * The posterior given a set of modalities.
   * Mixture models: a set has one member, and its expert is the posterior. Product models: experts times N(0, I).
   */
  posterior(from: readonly string[]): Posterior {
    return once(this.#posteriors, from.join(), () => {
      const { shared, private: own } = this.#vae.spec.latent;
      const blocks = [{ name: 'shared', size: shared }, ...from.map((name) => ({ name, size: own[name] }))];
      if (this.#vae.spec.objective.posterior === 'mixture') return { ...this.#expert(from[0]), blocks };
      const shares = from.map((name) => this.#share(name));
      const parts = [
        productOfExperts(shares.map((share) => share.shared)),
        ...shares.map((share) => productOfExperts([share.own])),
      ];
      return {
        mean: tf.concat(
          parts.map(({ mean }) => mean),
          1,
        ),
        scale: tf.concat(
          parts.map(({ scale }) => scale),
          1,
        ),
        blocks,
      };
    });
  }

  /** q_m(z_shared, z_private | x_m) */
  #expert(modality: string): Gaussian {
    return once(this.#experts, modality, () => this.#vae.expert(modality, at(this.#measurements, modality).x));
  }

  #share(modality: string): { shared: Expert; own: Expert } {
    return once(this.#shares, modality, () => {
      const { shared, private: own } = this.#vae.spec.latent;
      const sizes = [shared, own[modality]];
      const share = expertOf(this.#expert(modality), this.observed(modality));
      const precisions = tf.split<tf.Tensor2D>(share.precision, sizes, 1);
      const means = tf.split<tf.Tensor2D>(share.weightedMean, sizes, 1);
      const [common, alone] = precisions.map((precision, i) => ({ precision, weightedMean: means[i] }));
      return { shared: common, own: alone };
    });
  }
}

/** Cuts columns into a posterior's blocks: [batch, K] → [batch, size] each, by name. */
export function cutBlocks(z: tf.Tensor2D, { blocks }: Posterior): ReadonlyMap<string, tf.Tensor2D> {
  const parts = tf.split<tf.Tensor2D>(
    z,
    blocks.map(({ size }) => size),
    1,
  );
  return new Map(blocks.map(({ name }, i) => [name, parts[i]]));
}

/** The entry that must be there. */
export function at<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing for ${key}`);
  return value;
}

function once<V>(known: Map<string, V>, key: string, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
