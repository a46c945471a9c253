import { collectRows } from '../../../../src/data/readers/collectRows.ts';
import type { TableFile } from '../../../../src/data/readers/tableFile.ts';

/** What the oracle says of a table. */
export interface Contents {
  readonly name: string;
  readonly layout: string;
  readonly shape: readonly number[];
  readonly stored: number | null;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly sum: number;
  readonly missing: number;
}

/** What the tables of a file hold, in the oracle's words. */
export async function contentsOf({ file, parts }: TableFile): Promise<Contents[]> {
  return Promise.all(
    parts.map(async (part): Promise<Contents> => {
      const { names, matrix } = await collectRows(file, part);
      const { rows, columns } = await part.names();
      if (names.some((name, n) => name !== rows[n])) throw new Error('the blocks name other rows');
      let [sum, missing] = [0, 0];
      for (const value of matrix.values) {
        if (Number.isNaN(value)) missing++;
        else sum += value;
      }
      return {
        name: part.name,
        layout: matrix.layout,
        shape: [matrix.rows, matrix.columns],
        stored: matrix.layout === 'sparse' ? matrix.values.length : null,
        rows: [rows[0], rows[rows.length - 1]],
        columns: [columns[0], columns[columns.length - 1]],
        sum,
        missing,
      };
    }),
  );
}
