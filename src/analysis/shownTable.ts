import { inOrderOf, observedRows } from '../data/cohort.ts';
import { isForCounts } from '../data/likelihoodValues.ts';
import type { Matrix } from '../data/matrix.ts';
import type { Table } from '../data/table.ts';
import { applySteps } from '../data/transforms/applySteps.ts';
import { fitSteps } from '../data/transforms/fitSteps.ts';
import type { ResolvedStudy } from '../run/study.ts';
import { comparableUnit, comparedSteps } from '../trainer/data/comparable.ts';

/** One modality as people look at it: every feature of its table, those that the model left out as well. */
export interface ShownTable {
  readonly modality: string;
  readonly features: readonly string[];
  /** transformed but not standardised, zeros and ones as they are: [samples, features] */
  readonly matrix: Matrix;
  /** 0 = the sample lacks the modality: [samples] */
  readonly observed: Uint8Array;
  readonly unit: string;
}

/**
 * Brings a table to the scale on which predictions are compared with it.
 * @param sampleIds the run's samples, whose order the rows get
 * @param train rows of the samples that the model of the run was trained on: counts are relative to their sizes
 */
export function shownTable(
  table: Table,
  { name, likelihood, transform }: ResolvedStudy['modalities'][number],
  sampleIds: readonly string[],
  train: Int32Array,
): ShownTable {
  const modality = inOrderOf(sampleIds, { name, table, rows: observedRows(table) });
  const rows = train.filter((row) => modality.observed[row] === 1);
  const steps = comparedSteps(fitSteps(modality, rows, transform, isForCounts(likelihood)), likelihood);
  const keep = Int32Array.from(modality.features, (_, column) => column);
  return {
    modality: name,
    features: table.features,
    matrix: applySteps(modality, { ...steps, keep }),
    observed: modality.observed,
    unit: comparableUnit({ steps: transform }, likelihood),
  };
}
