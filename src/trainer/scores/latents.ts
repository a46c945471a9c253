import type { CohortModality } from '../../data/cohort.ts';
import type { LatentBlock } from '../../run/runData.ts';

/** The posteriors of one block for all samples. */
export interface Latents {
  /** "shared" or "private_<modality>" */
  readonly name: string;
  readonly dimensions: number;
  /** means: [samples · dimensions] */
  readonly values: Float32Array;
  /** KL(q || N(0, I)), nats: [samples · dimensions] */
  readonly kl: Float32Array;
  /** 0 where the sample has nothing that informs the block: [samples] */
  readonly present: Uint8Array;
}

/** Names, sizes and presence for what the model computed: every sample informs the shared block, private ones need their modality. */
export function describeLatents(
  computed: ReadonlyMap<string, Pick<Latents, 'values' | 'kl'>>,
  modalities: readonly CohortModality[],
): Latents[] {
  const samples = modalities[0].observed.length;
  return [...computed].map(([name, { values, kl }]) => {
    const own = modalities.find((modality) => name === `private_${modality.name}`);
    return {
      name,
      values,
      kl,
      dimensions: values.length / samples,
      present: own?.observed ?? new Uint8Array(samples).fill(1),
    };
  });
}

/** The form that is written and drawn: one array a dimension, NaN where a block is not informed. */
export function latentBlock({ name, dimensions, values, present }: Latents): LatentBlock {
  return {
    name,
    dimensions: Array.from({ length: dimensions }, (_, k) =>
      Float32Array.from(present, (here, n) => (here ? values[n * dimensions + k] : Number.NaN)),
    ),
  };
}
