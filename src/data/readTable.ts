import { UserError } from '../run/userError.ts';
import { openTableFile } from './openTableFile.ts';
import { collectRows } from './readers/collectRows.ts';
import { collectTurned } from './readers/collectTurned.ts';
import { listNames } from './readers/columns.ts';
import type { ReadOptions, TableFile, TablePart } from './readers/tableFile.ts';
import { refuseInfinite } from './refuseInfinite.ts';
import type { Table } from './table.ts';

/** Which table of a file is meant, and how it lies in there. */
export interface TableChoice extends ReadOptions {
  /** default: the one that the file holds, or chooses itself */
  readonly part?: string | undefined;
}

/** A table with what it was read from. */
export interface ReadTable {
  readonly table: Table;
  /** as TableFile says */
  readonly format: string;
  /** which table of the file it is; "" where the file is one table */
  readonly part: string;
  /** the other tables of the file */
  readonly others: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Reads a table of numbers, one row a sample and one column a feature, from any kind of file that we read.
 * @param choice.rows what the rows of the file are; default: samples
 * @throws UserError for a file that we do not read, for whatever is wrong in it, and where several tables could be meant
 */
export async function readTable(file: string, choice: TableChoice): Promise<ReadTable> {
  const opened = await openTableFile(file, { ...choice, rows: choice.rows ?? 'samples' });
  try {
    return await readOpened(opened, choice);
  } finally {
    opened.close();
  }
}

/** As `readTable`, of a file that is open. */
export async function readOpened(opened: TableFile, choice: TableChoice): Promise<ReadTable> {
  const { file } = opened;
  const { rows: which = 'samples' } = choice;
  const part = choosePart(opened, choice.part);
  const matrix = which === 'samples' ? (await collectRows(file, part)).matrix : await collectTurned(file, part);
  // Known by now, without reading again.
  const { rows, columns, warnings } = await part.names();
  const [sampleIds, features] = which === 'samples' ? [rows, columns] : [columns, rows];
  const table: Table = { file, sampleIds, features, matrix };
  refuseInfinite(table);
  const others = opened.parts.map(({ name }) => name).filter((name) => name !== part.name);
  return { table, format: opened.format, part: part.name, others, warnings: [...warnings] };
}

/** @throws UserError where there is no such part, or several could be meant */
export function choosePart<Part extends Pick<TablePart, 'name' | 'chosen'>>(
  { file, parts }: { readonly file: string; readonly parts: readonly Part[] },
  wanted: string | undefined,
): Part {
  const names = parts.map(({ name }) => name);
  if (wanted !== undefined) {
    const found = parts.find(({ name }) => name === wanted);
    if (found) return found;
    const holds = names.some((name) => name !== '')
      ? `It holds ${listNames(names)}.`
      : 'It holds one table without a name.';
    throw new UserError(`${file} has no table "${wanted}". ${holds}`);
  }
  const chosen = parts.filter(({ chosen }) => chosen);
  const [only] = chosen.length > 0 ? chosen : parts;
  if (chosen.length === 1 || parts.length === 1) return only;
  throw new UserError(
    `${file} holds several tables: ${listNames(names)}. Name one of them as the "part" of a modality.`,
  );
}
