import { klTerm, labelPaths, type Objective, path } from './objective.ts';

/**
 * L = − Σ_m ln p(x_m | z_m^private, z^shared) + β KL(q || N(0, I)),  z ~ q = N((1/M) Σ_m μ_m, ((1/M) Σ_m σ_m)²)
 *
 * The shared posterior averages the parameters of the experts that a sample has; private blocks have one expert each
 * (none in the paper: set them to 0 dimensions). Hosoya 2018 (arXiv 1809.02918) as in Sutter et al. 2024 (arXiv 2403.05300),
 * whose equation averages σ (their code averages σ² and counts the KL once a modality).
 */
export const avg: Objective = {
  name: 'avg',
  title: 'AVG-VAE',
  sentence: 'One shared latent, the average of what the tables say, rebuilds all.',
  source: 'Hosoya 2018, arXiv 1809.02918; Sutter et al. 2024, arXiv 2403.05300',
  posterior: 'average',
  paths: (modalities, labelWeight) => [
    ...modalities.map((to) => path({ from: modalities, to, private: 'own' })),
    ...labelPaths({ from: modalities }, labelWeight),
  ],
  kl: (modalities) => [klTerm({ posterior: modalities, blocks: ['shared', ...modalities] })],
};
