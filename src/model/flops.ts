import { multiplyAdds } from './likelihoods/weightedSquares.ts';
import type { LossPlan } from './lossPlan.ts';
import type { ModelSpec } from './multimodalVae.ts';

/**
 * Floating-point operations in the matrix products of one gradient step, forward and backward: 2 a multiply-add, three
 * products a layer, two where the input is data and needs no gradient.
 *
 * @returns `plain`: by the formula as one writes it; `done`: with squares multiplied out where that is less work
 */
export function stepFlops(
  { modalities, latent, hidden }: ModelSpec,
  { paths }: LossPlan,
  batch: number,
): { plain: number; done: number } {
  const total = { plain: 0, done: 0 };
  for (const { name, features, likelihood } of modalities) {
    const z = latent.shared + latent.private[name];
    const rows = paths.filter(({ to }) => to === name).length * batch;
    const inwards = products([features, ...hidden, 2 * z]);
    const trunk = [z, ...[...hidden].reverse()];
    const output = multiplyAdds({ rows, batch, hidden: trunk[trunk.length - 1], features });
    const rest = batch * (3 * sum(inwards) - inwards[0]) + 3 * rows * sum(products(trunk));
    total.plain += 2 * (rest + output.byRows);
    const gaussian = (likelihood?.name ?? 'gaussian') === 'gaussian';
    total.done += 2 * (rest + (gaussian ? Math.min(output.byRows, output.byProducts) : output.byRows));
  }
  return total;
}

function products(widths: readonly number[]): number[] {
  return widths.slice(1).map((width, k) => width * widths[k]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
