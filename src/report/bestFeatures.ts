import type { R2Scores } from '../run/runData.ts';

/** A feature as one direction predicts it. */
export interface PredictedFeature {
  readonly source: string;
  readonly target: string;
  readonly feature: string;
}

/** Features of each direction that a report holds more of than their scores. */
const MOST = 12;

/** The features of largest R² of each direction, without those that have none. @param most of each direction */
export function bestFeatures({ pairs, targets }: R2Scores, most = MOST): PredictedFeature[] {
  return pairs.flatMap(({ source, target, r2 }) => {
    const names = targets.find(({ name }) => name === target)?.features ?? [];
    return [...r2.keys()]
      .filter((index) => !Number.isNaN(r2[index]))
      .sort((a, b) => r2[b] - r2[a])
      .slice(0, Math.min(most, MOST))
      .map((index) => ({ source, target, feature: names[index] }));
  });
}
