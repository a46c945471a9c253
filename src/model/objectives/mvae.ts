import { type KlTerm, klTerm, labelPaths, type Objective, type Path, path, type Source } from './objective.ts';

/** L_{A→A}: encode the modalities A together, decode each of them from one draw. */
export function withinSubset(source: Source, labelWeight: number | null): Path[] {
  return [...source.from.map((to) => path({ ...source, to, private: 'own' })), ...labelPaths(source, labelWeight)];
}

/** β KL of the posterior of A over every block that A informs. */
export function klOfSubset({ from, subset }: Source): KlTerm {
  return klTerm({ posterior: from, subset, blocks: ['shared', ...from] });
}

/** The joint posterior first, then each modality alone; of more than two, a random subset for each sample as well. */
function sources(modalities: readonly string[]): Source[] {
  return [
    { from: modalities, subset: 'all' },
    ...modalities.map((name): Source => ({ from: [name], subset: 'all' })),
    ...(modalities.length > 2 ? [{ from: modalities, subset: 'random' } as const] : []),
  ];
}

/**
 * L = L_{1…M→1…M} + Σ_j L_{j→j} + L_{A→A},   L_{A→A} = − Σ_{m∈A} ln p(x_m | z_m^private, z^shared) + β KL(q_A || N(0, I))
 *
 * Product of experts, q_A ∝ N(0, I) Π_{j∈A} q_j; no path crosses from one modality to another. A is a random subset of 2 to
 * M − 1 modalities (its size uniform, then the subset), drawn for each sample: none where M = 2.
 * Wu & Goodman 2018 (arXiv 1802.05335), the sub-sampled ELBO, which draws A once a minibatch: the same expectation.
 * Fresh draws and unit weights as in the code of Märtens & Yau 2024.
 */
export const mvae: Objective = {
  name: 'mvae',
  title: 'MVAE',
  sentence: 'All tables together, and each alone, rebuild what they encode.',
  source: 'Wu & Goodman 2018, arXiv 1802.05335',
  posterior: 'product',
  paths: (modalities, labelWeight) => sources(modalities).flatMap((source) => withinSubset(source, labelWeight)),
  kl: (modalities) => sources(modalities).map(klOfSubset),
};
