import { mixture } from './mixture.ts';

/**
 * L = Σ_j [ − ln p(x_j | z_j^private, sg(z_j^shared)) − Σ_{m≠j} ln p(x_m | 0, z_j^shared) + β KL(q_j || N(0, I)) ],  z_j ~ q_j
 *
 * MMVAE but for one word: the same-view path sees the value of the shared sample and passes no gradient to it (sg), so
 * that the shared latent learns only from cross-modal reconstruction (and from the KL term and the label).
 * Märtens & Yau 2024 (arXiv 2403.06338); the authors' code fixes the detail: the sample is detached, the decoder is not.
 */
export const mmvaePlusPlus = mixture({
  name: 'mmvae++',
  title: 'MMVAE++',
  sentence: 'Shared is what predicts one table from another: a faint signal survives.',
  source: 'Märtens & Yau 2024, arXiv 2403.06338',
  sameView: 'stop-gradient',
});
