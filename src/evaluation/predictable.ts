/** Of the features that are called predictable, the share that may be so by chance. */
const FALSE_DISCOVERY_RATE = 0.05;

/**
 * A feature is predictable where its prediction has to do with it beyond chance and is better than always answering the
 * mean: a prediction may go up and down with the feature (small q) and still be too far off to be of use (R² below 0).
 */
export function isPredictable(r2: number, q: number): boolean {
  return r2 > 0 && q <= FALSE_DISCOVERY_RATE;
}
