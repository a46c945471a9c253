import { mixture } from './mixture.ts';

/**
 * L = Σ_j [ − ln p(x_j | z_j^private, z_j^shared) − Σ_{m≠j} ln p(x_m | 0, z_j^shared) + β KL(q_j || N(0, I)) ],  z_j ~ q_j
 *
 * Mixture of experts, one draw from every expert, all modalities decoded from each (stratified sampling).
 * Shi et al. 2019 (arXiv 1911.03393) with private latents as in Märtens & Yau 2024 (arXiv 2403.06338).
 */
export const mmvae = mixture({
  name: 'mmvae',
  title: 'MMVAE',
  sentence: 'Each table alone infers the shared latent and rebuilds all tables.',
  source: 'Shi et al. 2019, arXiv 1911.03393; private latents: Märtens & Yau 2024, arXiv 2403.06338',
  sameView: 'sample',
});
