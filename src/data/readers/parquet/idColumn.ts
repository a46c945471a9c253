import { UserError } from '../../../run/userError.ts';
import { listNames } from '../columns.ts';
import type { Footer, ParquetColumn } from './footer.ts';

/**
 * The column with the names of the samples: the one asked for, the index of pandas, the first of text, the first of all.
 * @returns null where pandas counted the rows, and no column looks like names
 * @throws UserError where the one asked for is not there, or is not flat
 */
export function findIdColumn(file: string, { columns, index }: Footer, wanted?: string): ParquetColumn | null {
  const named = (name: string): ParquetColumn | undefined => columns.find((column) => column.name === name);
  if (wanted !== undefined) {
    const found = named(wanted) ?? named(wanted.trim());
    if (found) return requireFlat(file, found);
    throw new UserError(
      `${file} has no column "${wanted}" for the sample ids. Its columns are: ${listNames(columns.map(({ name }) => name))}.`,
    );
  }
  const byPandas = index?.kind === 'column' ? named(index.column) : undefined;
  if (byPandas) return requireFlat(file, byPandas);
  const firstText = columns.find(({ kind }) => kind === 'text');
  if (firstText) return firstText;
  return index?.kind === 'range' ? null : requireFlat(file, columns[0]);
}

function requireFlat(file: string, column: ParquetColumn): ParquetColumn {
  if (typeof column.kind === 'string' || column.kind.asText) return column;
  throw new UserError(
    `${file}, column "${column.name}": it holds ${column.kind.other}, not sample ids. Name the column with the ids.`,
  );
}
