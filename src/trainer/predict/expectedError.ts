import { median } from '../../math/statistics.ts';
import type { R2Scores } from '../../run/runData.ts';
import type { TrainedModality } from './trainedModel.ts';

/** How well held-out samples were predicted, and what that lets expect of new ones. */
export interface ExpectedError {
  /** source of the scores, as r2.csv names it; null where the run has none */
  readonly source: string | null;
  /** the scores are those of one of the given modalities alone: all of them together should do at least as well */
  readonly lowerBound: boolean;
  /** held-out R² of each feature; NaN where there is none */
  readonly r2: Float32Array;
  /** sqrt(1 − R²) times the standard deviation in training: root mean square error; NaN where there is no R² */
  readonly error: Float32Array;
}

/**
 * Expected errors of predicting `target` from the modalities `given`. Runs are scored from each modality and from all
 * others together; for several but not all others the best single one (by median R²) stands in.
 * @param modalities of the model
 */
export function expectedError(
  scores: R2Scores | null,
  given: readonly string[],
  target: TrainedModality,
  modalities: readonly string[],
): ExpectedError {
  const others = modalities.filter((name) => name !== target.name);
  const whole = others.every((name) => given.includes(name));
  const wanted = given.length === 1 ? given : whole ? ['all'] : given;
  const candidates = (scores?.pairs ?? [])
    .filter((pair) => pair.target === target.name && wanted.includes(pair.source))
    .sort((a, b) => order(b.r2) - order(a.r2));
  const best = candidates.at(0);
  const features = scores?.targets.find(({ name }) => name === target.name)?.features ?? [];
  const scoreOf = new Map(features.map((feature, d) => [feature, best?.r2[d] ?? Number.NaN]));
  const r2 = Float32Array.from(target.features, (feature) => scoreOf.get(feature) ?? Number.NaN);
  return {
    source: best?.source ?? null,
    lowerBound: wanted.length > 1,
    r2,
    error: r2.map((score, d) => Math.sqrt(1 - score) * target.deviation[d]),
  };
}

/** Scores that are not there go last. */
function order(r2: Float32Array): number {
  const middle = median(r2);
  return Number.isNaN(middle) ? Number.NEGATIVE_INFINITY : middle;
}
