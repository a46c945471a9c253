import type { ModelName } from '../../run/study.ts';
import { labelPath, type Objective, type Path } from './objective.ts';

/**
 * L = Σ_j [ − ln p(x_j | z_j^private, z_j^shared) − Σ_{m≠j} ln p(x_m | 0, z_j^shared) + β KL(q_j || N(0, I)) ],  z_j ~ q_j
 *
 * Mixture of experts, one draw from every expert, all modalities decoded from each (stratified sampling).
 * Shi et al. 2019 (arXiv 1911.03393) with private latents as in Märtens & Yau 2024 (arXiv 2403.06338).
 */
export const mmvae: Objective = mixture({
  name: 'mmvae',
  title: 'MMVAE',
  sentence: 'Mixture of experts: every modality reconstructs itself and all others from its own latent.',
  sameView: 'sample',
});

/** The mixture-of-experts family: models differ in what the same-view path may teach the shared latent. */
export function mixture(model: {
  name: ModelName;
  title: string;
  sentence: string;
  sameView: Path['shared'];
}): Objective {
  return {
    name: model.name,
    title: model.title,
    sentence: model.sentence,
    posterior: 'mixture',
    paths: (modalities, labelWeight) =>
      modalities.flatMap((source): Path[] => [
        ...modalities.map((target): Path => {
          const same = source === target;
          return {
            from: [source],
            to: target,
            draw: 0,
            shared: same ? model.sameView : 'sample',
            private: same ? 'own' : 'zero',
            weight: 1,
          };
        }),
        ...(labelWeight === null ? [] : [labelPath([source], 0, labelWeight)]),
      ]),
    kl: (modalities) => modalities.map((name) => ({ posterior: [name], blocks: ['shared', name], weight: 1 })),
  };
}
