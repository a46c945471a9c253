import { type KlTerm, labelPath, type Objective, type Path } from './objective.ts';

/** L_{A→A}: encode the modalities A together, decode each of them from one draw. */
export function withinSubset(from: readonly string[], labelWeight: number | null): Path[] {
  return [
    ...from.map((to): Path => ({ from, to, draw: 0, shared: 'sample', private: 'own', weight: 1 })),
    ...(labelWeight === null ? [] : [labelPath(from, 0, labelWeight)]),
  ];
}

/** β KL of the posterior of A over every block that A informs. */
export function klOfSubset(posterior: readonly string[]): KlTerm {
  return { posterior, blocks: ['shared', ...posterior], weight: 1 };
}

/** The joint posterior first, then each modality alone. */
function jointAndSingles(modalities: readonly string[]): (readonly string[])[] {
  return [modalities, ...modalities.map((name) => [name])];
}

/**
 * L = L_{1…M→1…M} + Σ_j L_{j→j},   L_{A→A} = − Σ_{m∈A} ln p(x_m | z_m^private, z^shared) + β KL(q_A || N(0, I))
 *
 * Product of experts, q_A ∝ N(0, I) Π_{j∈A} q_j; no path crosses from one modality to another.
 * Wu & Goodman 2018 (arXiv 1802.05335) as in the code of Märtens & Yau 2024: a fresh draw for each term, unit weights.
 */
export const mvae: Objective = {
  name: 'mvae',
  title: 'MVAE',
  sentence:
    'Product of experts: the joint posterior and each modality alone reconstruct what they encode; nothing crosses.',
  posterior: 'product',
  paths: (modalities, labelWeight) => jointAndSingles(modalities).flatMap((from) => withinSubset(from, labelWeight)),
  kl: (modalities) => jointAndSingles(modalities).map(klOfSubset),
};
