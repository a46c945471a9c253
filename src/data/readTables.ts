import { openTableFile } from './openTableFile.ts';
import { type Orientation, orient, type TableNames } from './orientation.ts';
import { choosePart, type ReadTable, readTable, type TableChoice } from './readTable.ts';

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
  const orientations = await orientTables(tables, labelIds);
  for (const [t, given] of tables.entries()) {
    const orientation = orientations[t];
    progress(given.file);
    const read = await readTable(given.file, { ...given, rows: orientation.rows });
    const warnings = orientation.note ? [orientation.note, ...read.warnings] : read.warnings;
    yield { ...read, given, orientation, warnings };
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
  const given = tables.flatMap(({ rows }) => (rows ? [{ rows, note: null, doubt: null }] : []));
  if (given.length === tables.length) return given;
  const names: TableNames[] = [];
  for (const { file, rows: given, part, idColumn } of tables) {
    const opened = await openTableFile(file, { idColumn });
    try {
      const { rows, columns } = await choosePart(opened, part).names();
      names.push({ file, given, rows, columns });
    } finally {
      opened.close();
    }
  }
  return orient(names, labelIds);
}
