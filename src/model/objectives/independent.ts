import { klTerm, labelPaths, type Objective, path } from './objective.ts';

/**
 * L = Σ_m [ − ln p(x_m | z_m) + β KL(q_m || N(0, I)) ],  z_m ~ q_m
 *
 * One VAE a modality, nothing in common: the floor that other models are held against. A prediction of one modality from
 * another feeds z_j into decoder m, which never saw it. Baseline of Sutter et al. 2024 (arXiv 2403.05300).
 */
export const independent: Objective = {
  name: 'independent',
  title: 'Independent VAEs',
  sentence: 'One autoencoder a table, nothing in common: the floor to compare with.',
  source: 'Kingma & Welling 2014, arXiv 1312.6114; as baseline: Sutter et al. 2024, arXiv 2403.05300',
  posterior: 'mixture',
  paths: (modalities, labelWeight) =>
    modalities.flatMap((name) => [
      path({ from: [name], to: name, private: 'own' }),
      ...labelPaths({ from: [name] }, labelWeight),
    ]),
  kl: (modalities) => modalities.map((name) => klTerm({ posterior: [name], blocks: ['shared', name] })),
};
