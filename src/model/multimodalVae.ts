import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../math/random.ts';
import { at } from './encoded.ts';
import { type Gaussian, gaussianFrom } from './gaussian.ts';
import type { LatentLayout } from './latentLayout.ts';
import { linear, Perceptron } from './layers.ts';
import { GaussianOutput } from './likelihoods/gaussian.ts';
import { labelOutputs } from './likelihoods/label.ts';
import type { Output } from './likelihoods/output.ts';
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

/** What to encode: values without gaps, and which rows have the modality at all. */
export interface Measurements {
  /** missing cells filled with the training mean: [batch, features] */
  readonly x: tf.Tensor2D;
  /** 1 where the sample has the modality: [batch, 1]; null where all have it */
  readonly observed: tf.Tensor2D | null;
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
  readonly #outputs = new Map<string, Output>();

  constructor(spec: ModelSpec) {
    this.spec = spec;
    const { latent, hidden, modalities, classes } = spec;
    const random = new Random(spec.seed, INIT_STREAM);
    for (const { name, features } of modalities) {
      const z = latent.shared + latent.private[name];
      const inwards = [features, ...hidden, 2 * z];
      const outwards = [z, ...[...hidden].reverse()];
      const decoder = `decoder.${name}`;
      this.#encoders.set(name, new Perceptron(this.parameters, `encoder.${name}`, inwards, random));
      this.#decoders.set(name, new Perceptron(this.parameters, decoder, outwards, random, { hidden: true }));
      const names = { mean: `${decoder}.${hidden.length}`, noise: `noise.${name}` };
      const sizes = [outwards[outwards.length - 1], features] as const;
      this.#outputs.set(name, new GaussianOutput(this.parameters, names, sizes, random));
    }
    if (classes !== null) this.parameters.addLinear('label', latent.shared, labelOutputs(classes), random);
  }

  /** The names of the modalities, in the order of the study. */
  get modalities(): string[] {
    return this.spec.modalities.map(({ name }) => name);
  }

  /** The expert q_m(z_shared, z_private | x_m): [batch, features] → two times [batch, shared + private] */
  expert(modality: string, x: tf.Tensor2D): Gaussian {
    return gaussianFrom(at(this.#encoders, modality).apply(x, { constant: true }));
  }

  /** (z_private, z_shared) → the decoder's last hidden layer: [rows, private] and [rows, shared] → [rows, hidden] */
  decode(modality: string, own: tf.Tensor2D, shared: tf.Tensor2D): tf.Tensor2D {
    return at(this.#decoders, modality).apply(tf.concat([own, shared], 1));
  }

  /** p(x | the decoder's last hidden layer) */
  output(modality: string): Output {
    return at(this.#outputs, modality);
  }

  /** z_shared → logits of the label: [rows, shared] → [rows, 1 or classes] */
  decodeLabel(shared: tf.Tensor2D): tf.Tensor2D {
    return linear(this.parameters, 'label', shared);
  }

  dispose(): void {
    this.parameters.dispose();
  }
}
