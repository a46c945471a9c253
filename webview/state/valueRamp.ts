import { quantileOfSorted } from '../../src/math/statistics.ts';
import type { ValueScale } from './choice.ts';

/** How values run along the continuous scale of colours. */
export interface ValueRamp {
  /** values at its two ends; what lies beyond has the colour of the end */
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  /** the values there are, from the smallest to the largest */
  readonly data: readonly [number, number];
}

export const LINEAR: ValueScale = { log: false, low: null, high: null, clip: false };

/** Share of the values that clipping leaves out on each side. */
const CLIPPED = 0.01;

/** @param values [samples]; NaN = missing. @returns null where all are missing */
export function valueRamp(values: Float32Array, scale: ValueScale): ValueRamp | null {
  const data = extent(values);
  if (data === null) return null;
  const log = scale.log && data[0] > 0;
  const allowed = (limit: number | null) => limit !== null && Number.isFinite(limit) && (!log || limit > 0);
  const ends = scale.clip && !(allowed(scale.low) && allowed(scale.high)) ? clipped(values) : data;
  const low = scale.low !== null && allowed(scale.low) ? scale.low : ends[0];
  const high = scale.high !== null && allowed(scale.high) ? scale.high : ends[1];
  return { low: Math.min(low, high), high: Math.max(low, high), log, data };
}

/** Where a value lies on the ramp: 0 at its low end and below, 1 at its high end and above. */
export function shareOnRamp(value: number, { low, high, log }: ValueRamp): number {
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  if (share >= 0 && share <= 1) return share;
  // Also where both ends are one value.
  return value > high ? 1 : 0;
}

/** The value at a share (0 to 1) of the ramp. */
export function valueOnRamp(share: number, { low, high, log }: ValueRamp): number {
  return log ? low * (high / low) ** share : low + share * (high - low);
}

function extent(values: Float32Array): [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

function clipped(values: Float32Array): [number, number] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return [quantileOfSorted(sorted, CLIPPED), quantileOfSorted(sorted, 1 - CLIPPED)];
}
