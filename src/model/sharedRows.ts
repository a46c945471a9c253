import { inBlocks } from './inBlocks.ts';
import { sharedMean } from './inference.ts';
import type { MultimodalVae } from './multimodalVae.ts';
import type { ModalityArrays } from './tables.ts';

/**
 * The posterior mean of the shared latent given some modalities, one of them for a unimodal posterior, on the current
 * engine, operation by operation: [samples · shared].
 * @param given what is encoded, the same samples in each; a sample lacks a modality where `observed` is 0
 */
export function sharedRows(vae: MultimodalVae, given: readonly ModalityArrays[]): Promise<Float32Array> {
  return inBlocks(vae, given, vae.spec.latent.shared, (encoded, from) => sharedMean(vae, encoded, from));
}
