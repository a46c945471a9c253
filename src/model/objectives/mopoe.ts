import { klOfSubset, withinSubset } from './mvae.ts';
import { klTerm, labelPaths, type Objective, type Path, path, subsets } from './objective.ts';

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
  sentence: 'Every subset of the tables infers the latents and rebuilds all tables.',
  source: 'Sutter et al. 2021, arXiv 2105.02470; private latents: Märtens & Yau 2024, arXiv 2403.06338',
  posterior: 'product',
  paths: (modalities, labelWeight) =>
    subsets(modalities).flatMap((from): Path[] => {
      const rest = modalities.filter((name) => !from.includes(name));
      return [
        ...withinSubset({ from, subset: 'all' }, labelWeight),
        ...rest.map((to) => path({ from, to, draw: 1, private: 'zero' })),
        ...(rest.length === 0 ? [] : labelPaths({ from, draw: 1 }, labelWeight)),
      ];
    }),
  kl: (modalities) =>
    subsets(modalities).flatMap((from) => [
      klOfSubset({ from, subset: 'all' }),
      ...(from.length < modalities.length ? [klTerm({ posterior: from, blocks: ['shared'] })] : []),
    ]),
};
