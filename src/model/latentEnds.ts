import * as tf from '@tensorflow/tfjs-core';
import type { MultimodalVae } from './multimodalVae.ts';

/**
 * What a modality's decoder makes of each of its latent dimensions alone, the others at 0: once at minus and once at plus
 * what is given for it. Uses the values that `vae.parameters` has, on the current engine.
 *
 * @param shared, own distance from 0 of each dimension
 * @returns means as the decoder gives them, two rows a dimension, shared ones first: [2 · (shared + private) · features]
 */
export async function decodeEnds(
  vae: MultimodalVae,
  modality: string,
  shared: readonly number[],
  own: readonly number[],
): Promise<Float32Array> {
  const means = tf.tidy(() => {
    const ends = [...shared, ...own];
    const block = (from: number, size: number): tf.Tensor2D => {
      const rows = ends.flatMap((end, k) =>
        [-end, end].map((value) => Array.from({ length: size }, (_, j) => (from + j === k ? value : 0))),
      );
      return tf.tensor2d(rows, [2 * ends.length, size]);
    };
    const z = own.length === 0 ? null : block(shared.length, own.length);
    return vae.output(modality).mean(vae.decode(modality, z, block(0, shared.length)));
  });
  const values = Float32Array.from(await means.data<'float32'>());
  means.dispose();
  return values;
}
