import type { TransformName } from '../../run/study.ts';

/** Whether a step bends the scale, as the logarithm does: what comes after it is no multiple of what was measured. */
export function changesScale(step: TransformName): boolean {
  return step !== 'library-size' && step !== 'standardize';
}
