import { mostKept } from '../run/mostKept.ts';
import type { Study } from '../run/study.ts';
import { evaluationSize } from './evaluationSize.ts';
import type { TableSize } from './tableSize.ts';

/**
 * Processor seconds of a run besides its epochs, on a machine whose rate is RATE: from `crossmodal train --epochs 1` on the
 * sample, on 400 × (200, 200), 400 × (4,000, 2,500) and 4,000 × (200, 200), as a hold-out and with five folds. Rough: a plan
 * made of it says "about", and runs that have finished correct it.
 */
const SECONDS = {
  /** process, engine, graph, files */
  run: 2,
  /** weights, scaling and the classifier of each model */
  model: 0.25,
  /** ridge regression, verdict and table rows of a feature */
  feature: 0.9e-3,
  /** resampling of a held-out value that is predicted from one source */
  value: 2.2e-6,
} as const;
const RATE = 0.95e9;

/**
 * Seconds of one processor for all that a run does besides its epochs: starting, reading, scoring, intervals, baselines.
 * @param tables in the order of the study
 * @param rate of this machine, as machineRate tells
 */
export function scoringSeconds(study: Study, tables: readonly TableSize[], rate: number): number {
  const { models, heldOut } = evaluationSize(study, tables);
  const features = tables.reduce((sum, table, m) => sum + mostKept(table.features, study.modalities[m]), 0);
  const seconds =
    SECONDS.run + SECONDS.model * models + features * (SECONDS.feature + SECONDS.value * heldOut * tables.length);
  return (seconds * RATE) / rate;
}
