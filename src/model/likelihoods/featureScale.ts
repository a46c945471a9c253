import * as tf from '@tensorflow/tfjs-core';
import type { Parameters } from '../parameters.ts';

/** Raw value at the start: softplus(−1) = 0.31, as in the code of Märtens & Yau. */
const INITIAL = -1;

/** One scale for each feature: softplus(a_d) of a learned a_d, or the same fixed number for all. */
export class FeatureScale {
  readonly #learned: tf.Variable | null;
  readonly #fixed: number;
  readonly #features: number;

  /** @param fixed the scale, or null to learn one for each feature */
  constructor(parameters: Parameters, name: string, features: number, fixed: number | null) {
    if (fixed === null) parameters.addVector(name, features, INITIAL);
    this.#learned = fixed === null ? parameters.get(name) : null;
    this.#fixed = fixed ?? 1;
    this.#features = features;
  }

  /** ln of the scale: [features] */
  log(): tf.Tensor1D {
    if (this.#learned === null) return tf.fill([this.#features], Math.log(this.#fixed));
    return tf.log(tf.softplus(this.#learned as tf.Variable<tf.Rank.R1>));
  }
}
