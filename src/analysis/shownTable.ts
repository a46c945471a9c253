import { type CohortModality, inOrderOf, observedRows } from '../data/cohort.ts';
import { isForCounts } from '../data/likelihoodValues.ts';
import type { Matrix } from '../data/matrix.ts';
import type { Table } from '../data/table.ts';
import { applySteps } from '../data/transforms/applySteps.ts';
import { sizeProfile } from '../data/transforms/sizeFactors.ts';
import type { ResolvedStudy } from '../run/study.ts';
import { comparableUnit } from '../trainer/data/comparable.ts';

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
  return {
    modality: name,
    features: table.features,
    matrix: likelihood === 'bernoulli' ? modality.matrix : transformed(modality, likelihood, transform, train),
    observed: modality.observed,
    unit: comparableUnit({ steps: transform }, likelihood),
  };
}

function transformed(
  modality: CohortModality,
  likelihood: ResolvedStudy['modalities'][number]['likelihood'],
  steps: ResolvedStudy['modalities'][number]['transform'],
  train: Int32Array,
): Matrix {
  const profile = isForCounts(likelihood) ? sizeProfile(modality, train) : null;
  const keep = Int32Array.from(modality.features, (_, column) => column);
  return applySteps(modality, { profile, steps, keep });
}
