import type { Metrics } from '../../run/runFile.ts';
import type { Latents } from './latents.ts';

/** A dimension whose posterior means vary less tells samples apart by nothing: Burda et al. 2016 (arXiv 1509.00519). */
const LEAST_VARIANCE = 0.01;
/** A dimension that carries less, in nats, is next to the prior; a signal with a tenth of the variance carries as much. */
const LEAST_KL = 0.05;

/** How much each latent dimension is used: mean KL over the samples that inform it, and the variance of their means. */
export function dimensionsOf(latents: readonly Latents[]): Metrics['dimensions'] {
  return latents.flatMap((block) => {
    const kl = moments(block.kl, block).map(({ mean }) => mean);
    return moments(block.values, block).map(({ variance }, k) => ({
      block: block.name,
      dimension: k + 1,
      kl: kl[k],
      variance,
      used: kl[k] > LEAST_KL && variance > LEAST_VARIANCE,
    }));
  });
}

/** Standard deviation of the posterior means of each dimension over the samples that inform it. */
export function deviations(block: Latents): number[] {
  return moments(block.values, block).map(({ variance }) => Math.sqrt(variance));
}

/** Mean and variance (divisor n) of each column of [samples · dimensions]. */
function moments(values: Float32Array, { dimensions, present }: Latents): { mean: number; variance: number }[] {
  return Array.from({ length: dimensions }, (_, k) => {
    const column = Array.from(present.keys())
      .filter((n) => present[n] === 1)
      .map((n) => values[n * dimensions + k]);
    const mean = column.reduce((sum, value) => sum + value / column.length, 0);
    return { mean, variance: column.reduce((sum, value) => sum + (value - mean) ** 2 / column.length, 0) };
  });
}
