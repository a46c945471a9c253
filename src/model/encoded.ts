import * as tf from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import { averageOfExperts, type Expert, expertOf, type Gaussian, productOfExperts } from './gaussian.ts';
import type { Measurements, MultimodalVae } from './multimodalVae.ts';
import type { Source } from './objectives/objective.ts';
import { once } from './once.ts';

/** A posterior over blocks that lie side by side: the shared one, then the private one of each modality encoded. */
export interface Posterior extends Gaussian {
  /** "shared" or the name of a modality, and how many columns; blocks without columns are left out */
  readonly blocks: readonly { readonly name: string; readonly size: number }[];
}

/** One batch, encoded: every expert and every joint posterior once. */
export class Encoded {
  /** rows */
  readonly size: number;
  readonly #vae: MultimodalVae;
  readonly #measurements: ReadonlyMap<string, Measurements>;
  readonly #subset: ReadonlyMap<string, tf.Tensor2D> | null;
  readonly #experts = new Map<string, Gaussian>();
  readonly #parts = new Map<string, ReadonlyMap<string, Gaussian>>();
  readonly #factors = new Map<string, ReadonlyMap<string, Expert>>();
  readonly #posteriors = new Map<string, Posterior>();

  /**
   * @param measurements one entry for each modality of the model
   * @param subset for sources of a random subset: 1 where a sample's subset holds the modality, [batch, M]
   */
  constructor(vae: MultimodalVae, measurements: ReadonlyMap<string, Measurements>, subset: tf.Tensor2D | null = null) {
    this.#vae = vae;
    this.#measurements = measurements;
    this.size = at(measurements, vae.modalities[0]).x.shape[0];
    const columns = subset && tf.split<tf.Tensor2D>(subset, vae.modalities.length, 1);
    this.#subset = columns && new Map(vae.modalities.map((name, m) => [name, columns[m]]));
  }

  /** 1 where the sample has the modality: [batch, 1]; null where all have it */
  observed(modality: string): tf.Tensor2D | null {
    return at(this.#measurements, modality).observed;
  }

  /** The same for what a source takes of it: a random subset leaves modalities out. */
  taken(modality: string, subset: Source['subset']): tf.Tensor2D | null {
    const observed = this.observed(modality);
    if (subset === 'all') return observed;
    if (this.#subset === null) throw new Error('no random subset was drawn');
    const held = at(this.#subset, modality);
    return observed === null ? held : tf.mul(observed, held);
  }

  /**
   * The posterior given a source.
   * Mixture models: a source has one member, and its expert is the posterior. Product models: experts times N(0, I).
   * Average models: the average of the experts for the shared block, each modality's own expert for its private one.
   */
  posterior({ from, subset }: Source): Posterior {
    return once(this.#posteriors, keyOf({ from, subset }), () => {
      const blocks = this.#blocks(from);
      const { posterior } = this.#vae.spec.objective;
      if (posterior === 'mixture') return { ...this.#expert(from[0]), blocks };
      const joint = posterior === 'product' ? this.#product : this.#average;
      const parts = blocks.map(({ name }) => joint.call(this, name === 'shared' ? from : [name], name, subset));
      return {
        mean: concatColumns(parts.map(({ mean }) => mean)),
        scale: concatColumns(parts.map(({ scale }) => scale)),
        blocks,
      };
    });
  }

  /** What a modality alone says of a block, "shared" or its own: [batch, size] */
  part(modality: string, block: string): Gaussian {
    const parts = once(this.#parts, modality, () => {
      const { mean, scale } = this.#expert(modality);
      const blocks = this.#blocks([modality]);
      const [means, scales] = [mean, scale].map((columns) => cutBlocks(columns, { blocks }));
      return new Map(blocks.map(({ name }) => [name, { mean: at(means, name), scale: at(scales, name) }]));
    });
    return at(parts, block);
  }

  #product(from: readonly string[], block: string, subset: Source['subset']): Gaussian {
    return productOfExperts(from.map((name) => at(this.#factorsOf(name, subset), block)));
  }

  /** A modality's factors in products, by block: computed for all columns at once, then cut. */
  #factorsOf(modality: string, subset: Source['subset']): ReadonlyMap<string, Expert> {
    return once(this.#factors, JSON.stringify([modality, subset]), () => {
      const factor = expertOf(this.#expert(modality), this.taken(modality, subset));
      const blocks = this.#blocks([modality]);
      const [precisions, means] = [factor.precision, factor.weightedMean].map((columns) =>
        cutBlocks(columns, { blocks }),
      );
      return new Map(
        blocks.map(({ name }) => [name, { precision: at(precisions, name), weightedMean: at(means, name) }]),
      );
    });
  }

  #average(from: readonly string[], block: string, subset: Source['subset']): Gaussian {
    return averageOfExperts(
      from.map((name) => this.part(name, block)),
      from.map((name) => this.taken(name, subset)),
    );
  }

  /** q_m(z_shared, z_private | x_m) */
  #expert(modality: string): Gaussian {
    return once(this.#experts, modality, () => this.#vae.expert(modality, at(this.#measurements, modality).x));
  }

  #blocks(from: readonly string[]): Posterior['blocks'] {
    const { shared, private: own } = this.#vae.spec.latent;
    const blocks = [{ name: 'shared', size: shared }, ...from.map((name) => ({ name, size: own[name] }))];
    return blocks.filter(({ size }) => size > 0);
  }
}

/** One name for a source. */
export function keyOf({ from, subset }: Source): string {
  return JSON.stringify([from, subset]);
}

/** Cuts columns into a posterior's blocks: [batch, K] → [batch, size] each, by name. */
export function cutBlocks(z: tf.Tensor2D, { blocks }: Pick<Posterior, 'blocks'>): ReadonlyMap<string, tf.Tensor2D> {
  if (blocks.length === 1) return new Map([[blocks[0].name, z]]);
  const parts = tf.split<tf.Tensor2D>(
    z,
    blocks.map(({ size }) => size),
    1,
  );
  return new Map(blocks.map(({ name }, i) => [name, parts[i]]));
}

function concatColumns(parts: tf.Tensor2D[]): tf.Tensor2D {
  return parts.length === 1 ? parts[0] : tf.concat(parts, 1);
}
