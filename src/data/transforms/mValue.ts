/** Proportions are taken from here to 1 − here: 0 and 1 have no finite odds. */
const LEAST = 0.001;

/**
 * log2(β / (1 − β)), for methylation: β compresses what is nearly all or nearly none, and its variance depends on its
 * mean (Du et al. 2010, BMC Bioinformatics 11:587). Within ±9.96.
 * @param beta share of methylated copies, 0 to 1
 */
export function mValue(beta: number): number {
  const clipped = Math.min(1 - LEAST, Math.max(LEAST, beta));
  return Math.log2(clipped / (1 - clipped));
}
