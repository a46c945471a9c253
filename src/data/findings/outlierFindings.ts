import { median } from '../../math/statistics.ts';
import type { tableComponents } from '../tableComponents.ts';
import { counted, type Finding, few, info } from './finding.ts';

/** In robust standard deviations: skewed components have samples at 5, hardly one at 10. */
const FAR = 10;
/** Of a normal distribution: standard deviation over median absolute deviation. */
const SIGMA_OVER_MAD = 1.4826;
const ENOUGH = 20;
/** More of them than this share are a group of their own. */
const FEW = 0.05;

/** Samples that lie far from all others along the first two components: often a failed measurement or a swapped sample. */
export function outlierFindings(looked: {
  readonly name: string;
  readonly components: ReturnType<typeof tableComponents>;
}): Finding[] {
  const { name, components } = looked;
  if (components === null || components.samples.length < ENOUGH) return [];
  const { samples, x, y } = components;
  const distances = [x, y].map(robustDistances);
  const far = samples.filter((_, n) => distances.some((distance) => distance[n] > FAR));
  if (far.length === 0 || far.length > FEW * samples.length) return [];
  const [lies, it] = far.length === 1 ? ['lies', 'it was'] : ['lie', 'they were'];
  return [
    info(
      `${counted(far.length, 'sample')} of ${name} ${lies} far from all others in its principal components: ${few(far)}.`,
      `See how ${it} measured; such samples pull the latent space towards themselves.`,
    ),
  ];
}

/** |value − median| in robust standard deviations; 0 where there is no spread to compare with. */
function robustDistances(values: readonly number[]): number[] {
  const middle = median(values);
  const sigma = SIGMA_OVER_MAD * median(values.map((value) => Math.abs(value - middle)));
  return values.map((value) => (sigma > 0 ? Math.abs(value - middle) / sigma : 0));
}
