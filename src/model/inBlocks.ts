import * as tf from '@tensorflow/tfjs-core';
import { copyRows } from '../engine/rows.ts';
import { Encoded } from './encoded.ts';
import type { Measurements, MultimodalVae } from './multimodalVae.ts';
import { rowsAtOnce } from './rowsAtOnce.ts';
import type { ModalityArrays } from './tables.ts';

/**
 * Computes something of each sample on the current engine, operation by operation, some rows at a time.
 * @param given what is encoded, the same samples in each; a sample lacks a modality where `observed` is 0
 * @param compute from a block of encoded rows and the names of what is given: [block, width]
 * @returns [samples · width]
 */
export async function inBlocks(
  vae: MultimodalVae,
  given: readonly ModalityArrays[],
  width: number,
  compute: (encoded: Encoded, from: readonly string[]) => tf.Tensor2D,
): Promise<Float32Array> {
  const [{ observed }] = given;
  const columns = vae.spec.modalities.reduce((sum, { features }) => sum + features, 0);
  const atOnce = rowsAtOnce(columns);
  const from = given.map(({ name }) => name);
  const out = new Float32Array(observed.length * width);
  for (let start = 0; start < observed.length; start += atOnce) {
    const end = Math.min(start + atOnce, observed.length);
    const block = tf.tidy(() => {
      const measurements = vae.spec.modalities.map(({ name, features }): [string, Measurements] => {
        const arrays = given.find((modality) => modality.name === name);
        return [name, arrays ? measured(arrays, start, end) : nothing(end - start, features)];
      });
      return compute(new Encoded(vae, new Map(measurements)), from);
    });
    out.set(await block.data(), start * width);
    block.dispose();
  }
  return out;
}

function measured({ x, observed, features }: ModalityArrays, start: number, end: number): Measurements {
  // tfjs-node takes the memory of an array for the tensor's own: each gets a copy.
  return {
    x: tf.tensor2d(copyRows(x, start, end), [end - start, features]),
    observed: tf.tensor2d(Float32Array.from(observed.subarray(start, end)), [end - start, 1]),
  };
}

function nothing(rows: number, features: number): Measurements {
  return { x: tf.zeros([rows, features]), observed: tf.zeros([rows, 1]) };
}
