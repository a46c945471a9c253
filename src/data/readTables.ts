import { openTableFile } from './openTableFile.ts';
import { type Orientation, orient, type TableNames } from './orientation.ts';
import type { TableFile } from './readers/tableFile.ts';
import { choosePart, type ReadTable, readOpened, readTable, type TableChoice } from './readTable.ts';

/** Formats that do not say whether rows are samples. */
const EITHER_WAY = ['CSV', 'TSV', 'Parquet'];

/** A table of a study, before it is read. */
export interface TableToRead extends TableChoice {
  readonly file: string;
}

/** A table, read the right way round. */
export interface OrientedTable<Named> extends ReadTable {
  /** as it was given */
  readonly given: Named;
  readonly orientation: Orientation;
  /** what a user should know of the table, that it was turned round included */
  readonly warnings: readonly string[];
}

/**
 * Reads the tables of a study one after another. Which way round they lie is decided before any values are read.
 * @param labelIds the samples of its table of labels; empty without one
 * @param progress hears which file is read next
 * @throws UserError for whatever is wrong in a file
 */
export async function* readTables<Named extends TableToRead>(
  tables: readonly Named[],
  labelIds: readonly string[],
  progress: (file: string) => void = () => undefined,
): AsyncGenerator<OrientedTable<Named>> {
  const opened: TableFile[] = [];
  try {
    const orientations = await orientOpened(tables, labelIds, opened);
    for (const [t, given] of tables.entries()) {
      const orientation = orientations[t];
      progress(given.file);
      const choice = { ...given, rows: orientation.rows };
      // What is open knows its names; of text they may be read otherwise, now that it is known what the rows are.
      const known = opened[t]?.parts.every(({ shape }) => shape.exact) ? opened[t] : null;
      const read = known ? await readOpened(known, choice) : await readTable(given.file, choice);
      known?.close();
      const warnings = orientation.note ? [orientation.note, ...read.warnings] : read.warnings;
      yield { ...read, given, orientation, warnings };
    }
  } finally {
    for (const file of opened) file.close();
  }
}

/**
 * Which way round the tables of a study lie.
 * @param labelIds as in readTables
 * @throws UserError for files that cannot be opened
 */
export async function orientTables(
  tables: readonly TableToRead[],
  labelIds: readonly string[],
): Promise<Orientation[]> {
  const opened: TableFile[] = [];
  try {
    return await orientOpened(tables, labelIds, opened);
  } finally {
    for (const file of opened) file.close();
  }
}

/** @param opened gets the files, one a table, where their names are needed; to be closed by the caller */
async function orientOpened(
  tables: readonly TableToRead[],
  labelIds: readonly string[],
  opened: TableFile[],
): Promise<Orientation[]> {
  const given = tables.flatMap(({ rows }) => (rows ? [{ rows, note: null, doubt: null }] : []));
  if (given.length === tables.length) return given;
  const names: TableNames[] = [];
  for (const { file, rows: given, part, idColumn } of tables) {
    const tableFile = await openTableFile(file, { idColumn });
    opened.push(tableFile);
    const { rows, columns } = await choosePart(tableFile, part).names();
    names.push({ file, given, samplesByFormat: !EITHER_WAY.includes(tableFile.format), rows, columns });
  }
  return orient(names, labelIds);
}
