import { klOfSubset, withinSubset } from './mvae.ts';
import { labelPath, type Objective, type Path, subsets } from './objective.ts';

/**
 * L = Σ_A [ L_{A→A} + L_{A→rest}(shared) ] over all non-empty subsets A of the modalities,
 * L_{A→rest} = − Σ_{m∉A} ln p(x_m | 0, z^shared) + β KL(q_A^shared || N(0, I)), a fresh draw
 *
 * For two modalities: MVAE + L_{1→2} + L_{2→1}, as Märtens & Yau 2024 train Sutter et al. 2021 (arXiv 2105.02470); each
 * cross term brings its own KL over the shared block. Their code meant the target's private block to be zero there and
 * drew it from the prior by mistake; zero it is. More modalities: the same rule over every subset.
 */
export const mopoe: Objective = {
  name: 'mopoe',
  title: 'MoPoE-VAE',
  sentence: 'Mixture of products of experts: every subset of the modalities reconstructs itself and the rest.',
  posterior: 'product',
  paths: (modalities, labelWeight) =>
    subsets(modalities).flatMap((from): Path[] => {
      const rest = modalities.filter((name) => !from.includes(name));
      return [
        ...withinSubset(from, labelWeight),
        ...rest.map((to): Path => ({ from, to, draw: 1, shared: 'sample', private: 'zero', weight: 1 })),
        ...(labelWeight === null || rest.length === 0 ? [] : [labelPath(from, 1, labelWeight)]),
      ];
    }),
  kl: (modalities) =>
    subsets(modalities).flatMap((from) => [
      klOfSubset(from),
      ...(from.length < modalities.length ? [{ posterior: from, blocks: ['shared'], weight: 1 }] : []),
    ]),
};
