import type { LabelColumn } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import { openTableFile } from './openTableFile.ts';
import { listNames } from './readers/columns.ts';
import { readDelimitedLabels } from './readers/delimitedLabels.ts';
import { fileKind } from './readers/fileKind.ts';
import type { ReadOptions } from './readers/tableFile.ts';

/** What is known of the samples besides measurements: text, column by column. */
export interface LabelTable {
  readonly file: string;
  readonly sampleIds: readonly string[];
  /** null = missing */
  readonly columns: readonly { readonly name: string; readonly values: readonly (string | null)[] }[];
}

/** Class codes are 16-bit numbers; a column with more different texts is an id anyway. */
const MOST_CLASSES = 32767;

/**
 * Reads what a file says of its samples, every column as text: a table (CSV, TSV, Parquet), or obs of .h5ad and .h5mu.
 * @throws UserError for whatever is wrong in the file.
 */
export async function readLabels(file: string, options: ReadOptions): Promise<LabelTable> {
  const kind = await fileKind(file);
  // A table of labels need not hold a single number.
  if (kind === 'text') return readDelimitedLabels(file, options);
  if (kind === 'parquet') {
    return (await import('./readers/parquet/parquetLabels.ts')).readParquetLabels(file, options);
  }
  const opened = await openTableFile(file, options);
  try {
    return await opened.readLabels();
  } finally {
    opened.close();
  }
}

/**
 * One column, in the order of `sampleIds`; null where the label is missing or the sample is not in the table.
 * @throws UserError when there is no such column, or none of the samples is in the table.
 */
export function labelValues(table: LabelTable, column: string, sampleIds: readonly string[]): (string | null)[] {
  const found = table.columns.find((candidate) => candidate.name === column);
  if (!found) {
    throw new UserError(
      `${table.file} has no column "${column}". Its columns are: ${listNames(
        table.columns.map(({ name }) => name),
        30,
      )}.`,
    );
  }
  const rowOf = new Map(table.sampleIds.map((id, row) => [id, row]));
  if (!sampleIds.some((id) => rowOf.has(id))) {
    throw new UserError(
      `${table.file}: none of its sample ids (${listNames(table.sampleIds, 3)}) is in the tables (${listNames(sampleIds, 3)}). Check the id column.`,
    );
  }
  return sampleIds.map((id) => {
    const row = rowOf.get(id);
    return row === undefined ? null : found.values[row];
  });
}

/**
 * Refuses a label from which nothing can be learnt.
 * @throws UserError when every sample has the same label, none has one, or there are more classes than codes.
 */
export function requireUsableLabel(label: LabelColumn, file: string): void {
  const known =
    label.kind === 'categorical'
      ? label.classes
      : [...new Set(label.values)].filter((value) => !Number.isNaN(value)).map(String);
  if (known.length === 0)
    throw new UserError(`${file}, column "${label.name}": no sample of the tables has a label. Choose another column.`);
  if (label.kind === 'categorical' && known.length > MOST_CLASSES) {
    throw new UserError(
      `${file}, column "${label.name}": ${known.length} different texts; it looks like an id. Choose a column whose values repeat.`,
    );
  }
  if (known.length === 1) {
    throw new UserError(
      `${file}, column "${label.name}": every labelled sample is "${known[0]}". A label needs at least two classes; choose another column.`,
    );
  }
}
