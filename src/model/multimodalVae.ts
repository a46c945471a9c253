import * as tf from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import { Random } from '../math/random.ts';
import type { TargetPrivate } from '../run/study.ts';
import { type Gaussian, gaussianFrom } from './gaussian.ts';
import type { LatentLayout } from './latentLayout.ts';
import { linear, Perceptron } from './layers.ts';
import { labelOutputs } from './likelihoods/label.ts';
import { LEARNED_GAUSSIAN, type Likelihood, outputOf } from './likelihoods/likelihood.ts';
import type { Output } from './likelihoods/output.ts';
import { LABEL, type Objective, type Path } from './objectives/objective.ts';
import { Parameters } from './parameters.ts';

/** What fixes a model's networks. */
export interface ModelSpec {
  readonly objective: Objective;
  readonly modalities: readonly {
    readonly name: string;
    readonly features: number;
    /** default: gaussian with learned noise */
    readonly likelihood?: Likelihood;
  }[];
  readonly latent: LatentLayout;
  /** units of each hidden layer, from the table inwards */
  readonly hidden: readonly number[];
  /** two-trunks: the shared and the private latent have hidden layers of their own; default one-trunk */
  readonly encoder?: 'one-trunk' | 'two-trunks';
  /** what cross-modal paths take for the target's private latent; default: as the objective says */
  readonly targetPrivate?: TargetPrivate | undefined;
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
/** softplus of it is 1: the auxiliary prior begins as the prior. */
const INITIAL_AUXILIARY = Math.log(Math.E - 1);
const auxiliaryOf = (modality: string): string => `auxiliary.${modality}`;

/**
 * The paths that a model trains: those of its objective, with `targetPrivate` where a cross-modal path takes the private
 * latent of a modality that it did not encode. A path into a modality without private block needs none.
 */
export function pathsOf(
  {
    objective,
    modalities,
    latent,
    targetPrivate,
  }: Pick<ModelSpec, 'objective' | 'modalities' | 'latent' | 'targetPrivate'>,
  labelWeight: number | null,
): Path[] {
  const names = modalities.map(({ name }) => name);
  return objective.paths(names, labelWeight).map((path) => {
    if (path.private === 'own' || path.to === LABEL) return path;
    return { ...path, private: latent.private[path.to] === 0 ? 'zero' : (targetPrivate ?? path.private) };
  });
}

/**
 * One encoder and one decoder a modality, and a latent of one shared block and one private block a modality.
 * Encoder m: x_m → q_m(z_private_m, z_shared). Decoder m: (z_private_m, z_shared) → mean of x_m.
 * The objective decides how the posteriors are combined and what is decoded from what.
 */
export class MultimodalVae {
  readonly spec: ModelSpec;
  readonly parameters = new Parameters();
  readonly #encoders = new Map<string, readonly Perceptron[]>();
  readonly #decoders = new Map<string, Perceptron>();
  readonly #outputs = new Map<string, Output>();

  constructor(spec: ModelSpec) {
    this.spec = spec;
    const { latent, hidden, modalities, classes } = spec;
    const random = new Random(spec.seed, INIT_STREAM);
    for (const { name, features, likelihood = LEARNED_GAUSSIAN } of modalities) {
      const z = latent.shared + latent.private[name];
      const outwards = [z, ...[...hidden].reverse()];
      const decoder = `decoder.${name}`;
      const trunks =
        spec.encoder === 'two-trunks' && latent.private[name] > 0
          ? { [`sharedEncoder.${name}`]: latent.shared, [`privateEncoder.${name}`]: latent.private[name] }
          : { [`encoder.${name}`]: z };
      this.#encoders.set(
        name,
        Object.entries(trunks).map(
          ([trunk, size]) => new Perceptron(this.parameters, trunk, [features, ...hidden, 2 * size], random),
        ),
      );
      this.#decoders.set(name, new Perceptron(this.parameters, decoder, outwards, random, { hidden: true }));
      const layer = { modality: name, layer: `${decoder}.${hidden.length}` };
      const sizes = [outwards[outwards.length - 1], features] as const;
      this.#outputs.set(name, outputOf(likelihood, this.parameters, layer, sizes, random));
    }
    const auxiliary = pathsOf(spec, null).filter((path) => path.private === 'auxiliary');
    for (const name of new Set(auxiliary.map(({ to }) => to))) {
      this.parameters.addVector(auxiliaryOf(name), latent.private[name], INITIAL_AUXILIARY);
    }
    if (classes !== null) this.parameters.addLinear('label', latent.shared, labelOutputs(classes), random);
  }

  /** The names of the modalities, in the order of the study. */
  get modalities(): string[] {
    return this.spec.modalities.map(({ name }) => name);
  }

  /** The expert q_m(z_shared, z_private | x_m): [batch, features] → two times [batch, shared + private] */
  expert(modality: string, x: tf.Tensor2D): Gaussian {
    const parts = at(this.#encoders, modality).map((trunk) => gaussianFrom(trunk.apply(x, { constant: true })));
    if (parts.length === 1) return parts[0];
    const [mean, scale] = (['mean', 'scale'] as const).map((of) =>
      tf.concat(
        parts.map((part) => part[of]),
        1,
      ),
    );
    return { mean, scale };
  }

  /**
   * (z_private, z_shared) → the decoder's last hidden layer: [rows, private] and [rows, shared] → [rows, hidden]
   * @param own null where the modality has no private block
   */
  decode(modality: string, own: tf.Tensor2D | null, shared: tf.Tensor2D): tf.Tensor2D {
    return at(this.#decoders, modality).apply(own === null ? shared : tf.concat([own, shared], 1));
  }

  /** The learned scale r_m of the auxiliary prior N(0, r_m²) of a private latent: [private] */
  auxiliaryScale(modality: string): tf.Tensor1D {
    return tf.softplus(this.parameters.get(auxiliaryOf(modality)) as tf.Variable<tf.Rank.R1>);
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
