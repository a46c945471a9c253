import type { FileSlices } from './fileSlices.ts';
import type { ParquetColumn, RowGroup } from './footer.ts';
import { pagesOf } from './pages.ts';
import { parquetProblem } from './problem.ts';

/**
 * Calls `visit` for every row of a column in one row group; of a row without a value, with null.
 * @throws UserError where the file is damaged
 */
export function visitColumn(
  file: string,
  slices: FileSlices,
  { place }: ParquetColumn,
  { chunks }: RowGroup,
  visit: (value: unknown, row: number) => void,
): void {
  const chunk = chunks[place];
  try {
    let row = 0;
    for (const { rows, values, present } of pagesOf(slices.read(chunk.start, chunk.end), chunk)) {
      let next = 0;
      for (let n = 0; n < rows; n++) visit(present === null || present[n] === 1 ? values[next++] : null, row++);
    }
  } catch (error) {
    throw parquetProblem(file, error);
  }
}

/** What a cell says as text, booleans as Python writes them; null where it says nothing. */
export function cellText(value: unknown): string | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : value.toISOString().replace(/T00:00:00.000Z$/, '');
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value).trim();
}
