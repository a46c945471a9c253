import type { Loadings } from '../../src/run/runData.ts';

export interface TopLoadings {
  readonly modality: string;
  /** those that the dimension moves most, either way, first */
  readonly features: readonly { readonly feature: string; readonly loading: number }[];
}

/**
 * What a latent dimension moves most: features of every modality for a shared dimension, of its own for a private one.
 * @param block "shared" or "private_<modality>" @param dimension from 0 @param count features of each modality
 */
export function topLoadings(
  loadings: readonly Loadings[],
  block: string,
  dimension: number,
  count: number,
): TopLoadings[] {
  return loadings.flatMap(({ modality, features, shared, private: own }) => {
    const values =
      block === 'shared' ? shared[dimension] : block === `private_${modality}` ? own[dimension] : undefined;
    if (!values) return [];
    const known = [...values.keys()].filter((index) => !Number.isNaN(values[index]));
    const top = known.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a])).slice(0, count);
    return [{ modality, features: top.map((index) => ({ feature: features[index], loading: values[index] })) }];
  });
}
