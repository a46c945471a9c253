import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './batch.ts';
import type { Encoded } from './encoded.ts';
import { LABEL, type Source } from './objectives/objective.ts';
import { once } from './once.ts';

/** How much each sample counts in a term: its weight in the batch where it has what the term needs, else 0. */
export class SampleWeights {
  readonly #encoded: Encoded;
  readonly #batch: Batch;
  readonly #rows = new Map<string, tf.Tensor2D>();

  constructor(encoded: Encoded, batch: Batch) {
    this.#encoded = encoded;
    this.#batch = batch;
  }

  /**
   * Where a posterior exists, [1, batch]: the joint of all modalities makes do with what a sample has (every sample has
   * one at least); a smaller set counts only where the sample has all of it, a random one where it has some of it.
   */
  row({ from, subset }: Source, target?: string): tf.Tensor2D {
    const whole = subset === 'all' && from.length < this.#batch.modalities.size;
    const needed = new Set(whole ? from : []);
    if (target !== undefined) needed.add(target);
    return once(this.#rows, JSON.stringify([subset, ...[...needed].sort()]), () => {
      const masks = [...needed].map((name) =>
        name === LABEL ? (this.#batch.label?.observed ?? null) : this.#encoded.taken(name, subset),
      );
      if (subset === 'random') masks.push(this.#anyOf(from));
      const size = this.#encoded.size;
      return masks.reduce<tf.Tensor2D>(
        (product, mask) => (mask === null ? product : tf.mul(product, tf.reshape(mask, [1, size]))),
        tf.reshape(this.#batch.weight, [1, size]),
      );
    });
  }

  /** 1 where the random subset left a sample anything: [batch, 1] */
  #anyOf(modalities: readonly string[]): tf.Tensor2D {
    const taken = modalities.flatMap((name) => this.#encoded.taken(name, 'random') ?? []);
    return tf.max(tf.concat(taken, 1), 1, true);
  }
}
