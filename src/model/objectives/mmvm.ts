import { klTerm, labelPaths, type Objective, path } from './objective.ts';

/**
 * L = Σ_m [ − ln p(x_m | z_m) + β ( (1 − α) (1/M) Σ_i KL(q_m^shared || q_i^shared) + α KL(q_m^shared || N(0, I))
 *                                   + KL(q_m^private || N(0, I)) ) ],  z_m ~ q_m
 *
 * One VAE a modality, aligned softly by their prior: the mixture of all experts. Mean of closed-form divergences in place
 * of the divergence from the mixture, an upper bound by convexity, as in the authors' code. α = 1: independent VAEs.
 * Sutter et al. 2024 (arXiv 2403.05300). The paper has no private blocks: set them to 0 dimensions for its model.
 */
export const mmvm: Objective = {
  name: 'mmvm',
  title: 'MMVM-VAE',
  sentence: 'One autoencoder a table, aligned softly by a prior in common.',
  source: 'Sutter et al. 2024, arXiv 2403.05300',
  posterior: 'mixture',
  paths: (modalities, labelWeight) =>
    modalities.flatMap((name) => [
      path({ from: [name], to: name, private: 'own' }),
      ...labelPaths({ from: [name] }, labelWeight),
    ]),
  kl: (modalities) =>
    modalities.flatMap((name) => [
      klTerm({ posterior: [name], blocks: ['shared'], prior: 'mixture', share: '1 - alpha' }),
      klTerm({ posterior: [name], blocks: ['shared'], share: 'alpha' }),
      klTerm({ posterior: [name], blocks: [name] }),
    ]),
};
