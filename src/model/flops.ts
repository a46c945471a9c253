import type { LossPlan } from './loss.ts';
import type { ModelSpec } from './multimodalVae.ts';

/**
 * Floating-point operations in the matrix products of one gradient step, forward and backward: 2 a multiply-add, three
 * products a layer, two where the input is data and needs no gradient.
 */
export function stepFlops({ modalities, latent, hidden }: ModelSpec, { paths }: LossPlan, batch: number): number {
  return modalities.reduce((total, { name, features }) => {
    const z = latent.shared + latent.private[name];
    const decoded = paths.filter(({ to }) => to === name).length * batch;
    const inwards = products([features, ...hidden, 2 * z]);
    const outwards = products([z, ...[...hidden].reverse(), features]);
    const first = inwards[0];
    return total + 2 * batch * (3 * sum(inwards) - first) + 2 * decoded * 3 * sum(outwards);
  }, 0);
}

function products(widths: readonly number[]): number[] {
  return widths.slice(1).map((width, k) => width * widths[k]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
