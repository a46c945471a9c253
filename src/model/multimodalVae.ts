import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../math/random.ts';
import { type Gaussian, gaussianFrom, productOfExperts, splitBlocks } from './gaussian.ts';
import type { LatentLayout } from './latentLayout.ts';
import { linear, Perceptron } from './layers.ts';
import { addGaussianNoise } from './likelihoods/gaussian.ts';
import { labelOutputs } from './likelihoods/label.ts';
import type { Objective } from './objectives/objective.ts';
import { Parameters } from './parameters.ts';

/** What fixes a model's networks. */
export interface ModelSpec {
  readonly objective: Objective;
  readonly modalities: readonly { readonly name: string; readonly features: number }[];
  readonly latent: LatentLayout;
  /** units of each hidden layer, from the table inwards */
  readonly hidden: readonly number[];
  /** number of classes where the label teaches, else null */
  readonly classes: number | null;
  readonly seed: number;
}

/** A posterior by blocks: the shared latent and the private latents of the modalities that were encoded. */
export interface Posterior {
  readonly shared: Gaussian;
  readonly private: ReadonlyMap<string, Gaussian>;
}

/** What to encode: values without gaps, and which rows have the modality at all. */
export interface Measurements {
  /** missing cells filled with the training mean: [batch, features] */
  readonly x: tf.Tensor2D;
  /** 1 where the sample has the modality: [batch, 1] */
  readonly observed: tf.Tensor2D;
}

const INIT_STREAM = 1;

/**
 * One encoder and one decoder a modality, and a latent of one shared block and one private block a modality.
 * Encoder m: x_m → q_m(z_private_m, z_shared). Decoder m: (z_private_m, z_shared) → mean of x_m.
 * The objective decides how the posteriors are combined and what is decoded from what.
 */
export class MultimodalVae {
  readonly spec: ModelSpec;
  readonly parameters = new Parameters();
  readonly #encoders = new Map<string, Perceptron>();
  readonly #decoders = new Map<string, Perceptron>();

  constructor(spec: ModelSpec) {
    this.spec = spec;
    const { latent, hidden, modalities, classes } = spec;
    const random = new Random(spec.seed, INIT_STREAM);
    for (const { name, features } of modalities) {
      const z = latent.shared + latent.private[name];
      const inwards = [features, ...hidden, 2 * z];
      const outwards = [z, ...[...hidden].reverse(), features];
      this.#encoders.set(name, new Perceptron(this.parameters, `encoder.${name}`, inwards, random));
      this.#decoders.set(name, new Perceptron(this.parameters, `decoder.${name}`, outwards, random));
      addGaussianNoise(this.parameters, name, features);
    }
    if (classes !== null) this.parameters.addLinear('label', latent.shared, labelOutputs(classes), random);
  }

  /** The names of the modalities, in the order of the study. */
  get modalities(): string[] {
    return this.spec.modalities.map(({ name }) => name);
  }

  /** The expert q_m(z | x_m): shared and private block. */
  expert(modality: string, x: tf.Tensor2D): { shared: Gaussian; private: Gaussian } {
    const { shared, private: sizes } = this.spec.latent;
    const q = gaussianFrom(at(this.#encoders, modality).apply(x, { constant: true }));
    const [common, own] = splitBlocks(q, [shared, sizes[modality]]);
    return { shared: common, private: own };
  }

  /**
   * The posterior given a set of modalities, from their experts.
   * Mixture models: a set has one member, and its expert is the posterior. Product models: experts times N(0, I).
   */
  posterior(
    from: readonly string[],
    experts: ReadonlyMap<string, { shared: Gaussian; private: Gaussian }>,
    observed: ReadonlyMap<string, tf.Tensor2D>,
  ): Posterior {
    if (this.spec.objective.posterior === 'mixture') {
      const [name] = from;
      const expert = at(experts, name);
      return { shared: expert.shared, private: new Map([[name, expert.private]]) };
    }
    const masks = from.map((name) => at(observed, name));
    return {
      shared: productOfExperts(
        from.map((name) => at(experts, name).shared),
        masks,
      ),
      private: new Map(
        from.map((name, i) => [name, productOfExperts([at(experts, name).private], [masks[i]])] as const),
      ),
    };
  }

  /** (z_private, z_shared) → mean of x: [rows, private] and [rows, shared] → [rows, features] */
  decode(modality: string, own: tf.Tensor2D, shared: tf.Tensor2D): tf.Tensor2D {
    return at(this.#decoders, modality).apply(tf.concat([own, shared], 1));
  }

  /** z_shared → logits of the label: [rows, shared] → [rows, 1 or classes] */
  decodeLabel(shared: tf.Tensor2D): tf.Tensor2D {
    return linear(this.parameters, 'label', shared);
  }

  dispose(): void {
    this.parameters.dispose();
  }
}

/** The entry that must be there. */
export function at<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing for ${key}`);
  return value;
}
