import { readDelimited } from './delimited.ts';
import { readDelimitedLabels } from './delimitedLabels.ts';
import type { ReadOptions, TableFile, TablePart } from './tableFile.ts';

/** A CSV or TSV file: one table, all of which is also a table of labels. */
export async function openDelimited(file: string, options: ReadOptions): Promise<TableFile> {
  const { table, warnings } = await readDelimited(file, options);
  const { sampleIds: rows, features: columns, matrix } = table;
  const part: TablePart = {
    name: '',
    modality: null,
    chosen: true,
    layout: 'dense',
    shape: { rows: matrix.rows, columns: matrix.columns, exact: true },
    stored: null,
    names: async () => ({ rows, columns, warnings }),
    async *blocks() {
      yield { rows, matrix };
    },
  };
  return {
    file,
    format: /\.(tsv|tab)(\.gz)?$/i.test(file) ? 'TSV' : 'CSV',
    parts: [part],
    labelColumns: columns,
    readLabels: () => readDelimitedLabels(file, options),
    close() {},
  };
}
