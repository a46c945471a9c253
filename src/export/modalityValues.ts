import { resolve } from 'node:path';
import { requireUnchanged } from '../analysis/unchangedFile.ts';
import { observedRows } from '../data/cohort.ts';
import { type Matrix, pickColumns, pickRows } from '../data/matrix.ts';
import { readTable } from '../data/readTable.ts';
import { rowsAmong } from '../run/rowsAmong.ts';
import type { RunFile } from '../run/runFile.ts';
import { UserError } from '../run/userError.ts';

/** What was measured of one modality, as its table has it. */
export interface ModalityValues {
  /** samples of the run that have the modality, as rows of the run */
  readonly rows: Int32Array;
  /** [rows, features] */
  readonly matrix: Matrix;
}

/**
 * Reads the table of one modality again.
 * @param sampleIds of the run
 * @param features wanted, in order
 * @throws UserError where the table is gone or has changed since the run was trained
 */
export async function modalityValues(
  folder: string,
  { study, modalities }: RunFile,
  modality: string,
  sampleIds: readonly string[],
  features: readonly string[],
): Promise<ModalityValues> {
  const m = modalities.findIndex(({ name }) => name === modality);
  if (m < 0) throw new UserError(`The run has no modality "${modality}".`);
  const settings = study.modalities[m];
  const path = resolve(folder, settings.file);
  await requireUnchanged(path, modality, modalities[m].sha256);
  const { table } = await readTable(path, settings);
  const placeOf = observedRows(table);
  const rows = Int32Array.from(sampleIds.keys()).filter((row) => placeOf.has(sampleIds[row]));
  const places = rows.map((row) => placeOf.get(sampleIds[row]) ?? -1);
  return { rows, matrix: pickColumns(pickRows(table.matrix, places), rowsAmong(features, table.features)) };
}
