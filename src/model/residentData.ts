import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './loss.ts';
import type { Measurements } from './multimodalVae.ts';

/** One modality of all samples, as plain arrays. */
export interface ModalityArrays {
  readonly name: string;
  readonly features: number;
  /** without NaN: [samples · features] */
  readonly x: Float32Array;
  /** 1 where the sample has the modality: [samples] */
  readonly observed: Uint8Array;
  /** 1 where a cell was measured, or null where every observed row is whole: [samples · features] */
  readonly cells: Uint8Array | null;
}

/** Class codes of the label, −1 where it is not known: [samples] */
export interface LabelArrays {
  readonly codes: Int16Array;
  readonly classes: number;
}

interface Resident {
  readonly name: string;
  readonly x: tf.Tensor2D;
  readonly observed: tf.Tensor2D;
  readonly cells: tf.Tensor2D | null;
}

/** The whole data set on the engine; minibatches are gathered there by row number. */
export class ResidentData {
  readonly samples: number;
  readonly #modalities: readonly Resident[];
  readonly #label: { oneHot: tf.Tensor2D; observed: tf.Tensor1D } | null;

  constructor(modalities: readonly ModalityArrays[], label: LabelArrays | null) {
    this.samples = modalities[0].observed.length;
    this.#modalities = modalities.map(({ name, features, x, observed, cells }) => ({
      name,
      x: tf.tensor2d(x, [this.samples, features]),
      observed: tf.tensor2d(Float32Array.from(observed), [this.samples, 1]),
      cells: cells === null ? null : tf.tensor2d(Float32Array.from(cells), [this.samples, features]),
    }));
    this.#label = label && {
      oneHot: tf.tensor2d(oneHot(label), [this.samples, label.classes]),
      observed: tf.tensor1d(Float32Array.from(label.codes, (code) => (code < 0 ? 0 : 1))),
    };
  }

  /** Call inside tf.tidy. */
  batch(rows: Int32Array): Batch {
    const index = tf.tensor1d(rows, 'int32');
    const label = this.#label;
    return {
      size: rows.length,
      modalities: new Map(
        this.#modalities.map(({ name, x, observed, cells }) => [
          name,
          {
            x: tf.gather(x, index),
            observed: tf.gather(observed, index),
            cells: cells && tf.gather(cells, index),
          },
        ]),
      ),
      label: label && { oneHot: tf.gather(label.oneHot, index), observed: tf.gather(label.observed, index) },
    };
  }

  /** Call inside tf.tidy. */
  measurements(rows: Int32Array): ReadonlyMap<string, Measurements> {
    const index = tf.tensor1d(rows, 'int32');
    return new Map(
      this.#modalities.map(({ name, x, observed }) => [
        name,
        { x: tf.gather(x, index), observed: tf.gather(observed, index) },
      ]),
    );
  }

  dispose(): void {
    for (const { x, observed, cells } of this.#modalities) tf.dispose(cells ? [x, observed, cells] : [x, observed]);
    if (this.#label) tf.dispose([this.#label.oneHot, this.#label.observed]);
  }
}

function oneHot({ codes, classes }: LabelArrays): Float32Array {
  const out = new Float32Array(codes.length * classes);
  codes.forEach((code, n) => {
    if (code >= 0) out[n * classes + code] = 1;
  });
  return out;
}
