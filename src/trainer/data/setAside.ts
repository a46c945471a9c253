import { type LabelTable, labelValues } from '../../data/labelTable.ts';
import { pickRows } from '../../data/matrix.ts';
import { holdoutSplit } from '../../data/splits.ts';
import type { Table } from '../../data/table.ts';
import { labelColumn } from '../../run/labelColumn.ts';
import type { Study } from '../../run/study.ts';

/**
 * Ids of the samples that a run goes without. They are those that the same settings score on with "use": "test": the same
 * split of the same samples.
 * @param sampleIds of the whole cohort, in its order
 * @throws UserError where the samples are too few to set any aside
 */
export function samplesAside(
  { setAside, labels }: Study,
  sampleIds: readonly string[],
  table: LabelTable | null,
): ReadonlySet<string> {
  if (setAside?.use !== 'nothing') return new Set();
  const column = labels && table ? labelColumn(labels.column, labelValues(table, labels.column, sampleIds)) : null;
  const strata = column?.kind === 'categorical' ? column.codes : null;
  const { test } = holdoutSplit(sampleIds.length, setAside.fraction, strata, setAside.seed);
  return new Set(Array.from(test, (row) => sampleIds[row]));
}

export function withoutSamples(table: Table, left: ReadonlySet<string>): Table {
  const rows = Int32Array.from(table.sampleIds.keys()).filter((row) => !left.has(table.sampleIds[row]));
  return {
    ...table,
    sampleIds: Array.from(rows, (row) => table.sampleIds[row]),
    matrix: pickRows(table.matrix, rows),
  };
}
