import { openTableFile } from '../data/openTableFile.ts';
import { choosePart } from '../data/readTable.ts';
import type { LikelihoodName } from '../run/study.ts';
import type { TableSize } from './tableSize.ts';

/** Where a table lies and what is said of it. */
interface TableToSize {
  readonly name: string;
  readonly file: string;
  readonly part?: string | undefined;
  readonly idColumn?: string | undefined;
  readonly rows?: 'samples' | 'features' | undefined;
  readonly likelihood?: LikelihoodName | undefined;
}

/** The size of each table, without reading its values: counts are sparse as a rule, and measurements are not. */
export async function tableSizes(files: readonly TableToSize[]): Promise<TableSize[]> {
  const sizes: TableSize[] = [];
  for (const { name, file, part, idColumn, rows, likelihood } of files) {
    const opened = await openTableFile(file, { idColumn });
    try {
      const { shape, stored } = choosePart(opened, part);
      const [samples, features] = rows === 'features' ? [shape.columns, shape.rows] : [shape.rows, shape.columns];
      const guess = stored === null ? 'gaussian' : 'negative-binomial';
      sizes.push({ name, samples, features, stored, likelihood: likelihood ?? guess });
    } finally {
      opened.close();
    }
  }
  return sizes;
}
