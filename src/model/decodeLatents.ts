import * as tf from '@tensorflow/tfjs-core';
import type { MultimodalVae } from './multimodalVae.ts';

/**
 * What a modality's decoder makes of given latents. Uses the values that `vae.parameters` has, on the current engine.
 *
 * @param shared [rows · shared dimensions]
 * @param own [rows · private dimensions]; empty where the modality has none
 * @returns means as the decoder gives them: [rows · features]
 */
export async function decodeLatents(
  vae: MultimodalVae,
  modality: string,
  shared: Float32Array,
  own: Float32Array,
): Promise<Float32Array> {
  const means = tf.tidy(() => {
    const rows = shared.length / vae.spec.latent.shared;
    // tfjs-node takes the memory of an array for the tensor's own: each gets a copy.
    const block = (values: Float32Array) => tf.tensor2d(values.slice(), [rows, values.length / rows]);
    return vae.output(modality).mean(vae.decode(modality, own.length === 0 ? null : block(own), block(shared)));
  });
  const values = Float32Array.from(await means.data<'float32'>());
  means.dispose();
  return values;
}
