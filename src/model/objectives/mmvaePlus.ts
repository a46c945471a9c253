import { klTerm, labelPaths, type Objective, type Path, path } from './objective.ts';

/**
 * L = (1/M) Σ_j [ − ln p(x_j | w_j, z_j) − Σ_{n≠j} ln p(x_n | w̃_n, z_j)
 *                 + β ( ln (1/M) Σ_i q_i(z_j) − ln N(z_j; 0, I) + KL(q_j(w_j) || N(0, I)) ) ],
 * z_j, w_j ~ q_j and w̃_n ~ r_n = N(0, r_n²), an auxiliary prior of learned scale, a fresh draw for every j and n.
 *
 * Shared z, private w. Cross paths see a random private latent, so that they cannot hide shared information in it.
 * Palumbo et al. 2023 (MMVAE+, ICLR), the ELBO with one sample (K = 1), with Gaussians in place of Laplace distributions.
 */
export const mmvaePlus: Objective = {
  name: 'mmvae+',
  title: 'MMVAE+',
  sentence: 'As MMVAE, with random private latents where it rebuilds another table.',
  source: 'Palumbo et al. 2023, ICLR (openreview.net/forum?id=sdQGxouELX)',
  posterior: 'mixture',
  paths: (modalities, labelWeight) =>
    modalities.flatMap((source): Path[] => {
      const weight = 1 / modalities.length;
      return [
        ...modalities.map((to) => path({ from: [source], to, private: to === source ? 'own' : 'auxiliary', weight })),
        ...labelPaths({ from: [source] }, labelWeight === null ? null : labelWeight * weight),
      ];
    }),
  kl: (modalities) =>
    modalities.flatMap((name) => {
      const weight = 1 / modalities.length;
      return [
        klTerm({ posterior: [name], blocks: ['shared'], density: 'mixture', weight }),
        klTerm({ posterior: [name], blocks: [name], weight }),
      ];
    }),
};
