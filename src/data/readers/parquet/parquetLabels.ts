import type { LabelTable } from '../../labelTable.ts';
import { isMissing } from '../missing.ts';
import type { ReadOptions } from '../tableFile.ts';
import { type OpenParquet, openParquet } from './openParquet.ts';
import { readSampleIds } from './sampleIds.ts';
import { cellText, visitColumn } from './visitColumn.ts';

/**
 * Reads a Parquet file as a table of labels: every column that can be written as text.
 * @throws UserError for whatever is wrong in the file
 */
export async function readParquetLabels(file: string, options: ReadOptions): Promise<LabelTable> {
  const opened = openParquet(file, options);
  try {
    return labelsOf(opened);
  } finally {
    opened.close();
  }
}

/** Every column that can be written as text. @throws UserError where the file is damaged, or a sample id empty or there twice */
export function labelsOf(opened: OpenParquet): LabelTable {
  const { file, slices, footer } = opened;
  const columns = labelColumns(opened).map((column) => {
    const values: (string | null)[] = [];
    for (const group of footer.groups) {
      visitColumn(file, slices, column, group, (value) => {
        const text = cellText(value);
        values.push(text === null || isMissing(text) ? null : text);
      });
    }
    return { name: column.name, values };
  });
  return { file, sampleIds: readSampleIds(opened), columns };
}

/** The columns that can be written as text, without those of lists, nested values and raw bytes. */
export function labelColumns({ columns }: OpenParquet): OpenParquet['columns'] {
  return columns.filter(({ kind }) => typeof kind === 'string' || kind.asText);
}
