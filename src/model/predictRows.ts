import { inBlocks } from './inBlocks.ts';
import { predict } from './inference.ts';
import type { MultimodalVae } from './multimodalVae.ts';
import type { ModalityArrays } from './tables.ts';

/**
 * The prediction of `target` from some modalities, on the current engine, operation by operation: means as the decoder
 * gives them, [samples · features of the target].
 * @param given what is encoded, the same samples in each; a sample lacks a modality where `observed` is 0
 */
export function predictRows(
  vae: MultimodalVae,
  given: readonly ModalityArrays[],
  target: string,
): Promise<Float32Array> {
  const width = vae.spec.modalities.find(({ name }) => name === target)?.features ?? 0;
  return inBlocks(vae, given, width, (encoded, from) => predict(vae, encoded, from, target));
}
