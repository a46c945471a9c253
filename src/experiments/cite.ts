/** Papers that experiments repeat. */
export const MARTENS_YAU =
  'Märtens K., Yau C., Disentangling shared and private latent factors in multimodal Variational Autoencoders, PMLR 240 (2024), arXiv:2403.06338';
export const SUTTER =
  'Sutter T. M. et al., Unity by Diversity: Improved Representation Learning for Multimodal VAEs, NeurIPS 2024, arXiv:2403.05300';
