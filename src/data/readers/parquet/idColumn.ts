import { UserError } from '../../../run/userError.ts';
import { listNames } from '../columns.ts';
import type { FileSlices } from './fileSlices.ts';
import type { Footer, ParquetColumn } from './footer.ts';
import { cellText, visitColumn } from './visitColumn.ts';

/**
 * The column with the names of the samples: the one asked for, the index of pandas, or the first of text.
 * @returns null where there is none of them
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
  return columns.find(({ kind }) => kind === 'text') ?? null;
}

/**
 * The first column of a file without text, where it can be names: whole numbers, none of them twice.
 * @returns null also where pandas counted the rows instead
 */
export function distinctNumbers(
  file: string,
  slices: FileSlices,
  { columns, groups, rows, index }: Footer,
): ParquetColumn | null {
  const [first] = columns;
  if (index !== null || columns.length === 1 || first.kind !== 'number' || !first.whole) return null;
  const seen = new Set<string | null>([null]);
  for (const group of groups) visitColumn(file, slices, first, group, (value) => seen.add(cellText(value)));
  return seen.size === rows + 1 ? first : null;
}

function requireFlat(file: string, column: ParquetColumn): ParquetColumn {
  if (typeof column.kind === 'string' || column.kind.asText) return column;
  throw new UserError(
    `${file}, column "${column.name}": it holds ${column.kind.other}, not sample ids. Name the column with the ids.`,
  );
}
