import { UserError } from '../../run/userError.ts';

/** Where a delimited table keeps its ids and its columns. */
export interface Columns {
  /** cells in every row below the header */
  readonly width: number;
  /** index of the cell that holds the sample id */
  readonly id: number;
  /** the id column's header; "" where it has none */
  readonly idName: string;
  /** unique names of the other columns, in order */
  readonly names: readonly string[];
  /** for each name, the index of its cell */
  readonly cells: Int32Array;
  readonly warnings: readonly string[];
}

/**
 * Reads the header. A header one cell shorter than the rows is R's write.table: its first column, the ids, has no name.
 * Repeated names get "_2", "_3", …; columns without a name are called by their place.
 * @param firstCells cells of the first row
 * @throws UserError when the id column is not there or no other column is left.
 */
export function readColumns(file: string, header: readonly string[], firstCells: number, idColumn?: string): Columns {
  const trimmed = header.map((name) => name.trim());
  const all = firstCells === header.length + 1 ? ['', ...trimmed] : trimmed;
  const id = idColumn === undefined ? 0 : all.indexOf(idColumn.trim());
  if (id === -1) {
    throw new UserError(`${file} has no column "${idColumn}" for the sample ids. Its columns are: ${listNames(all)}.`);
  }
  if (all.length < 2) {
    throw new UserError(
      `${file} has one column only ("${all[0]}"). A table needs the sample ids and at least one more column, with tabs, commas or semicolons between them.`,
    );
  }
  const cells = Int32Array.from({ length: all.length - 1 }, (_, k) => (k < id ? k : k + 1));
  const warnings: string[] = [];
  const names = uniqueNames(
    file,
    Array.from(cells, (cell) => all[cell] || `column_${cell + 1}`),
    warnings,
  );
  const unnamed = Array.from(cells).filter((cell) => all[cell] === '');
  if (unnamed.length > 0) {
    warnings.push(
      `${file}: ${unnamed.length === 1 ? 'a column has' : `${unnamed.length} columns have`} no name; called column_${unnamed[0] + 1}${unnamed.length > 1 ? ' and so on' : ''}.`,
    );
  }
  return { width: all.length, id, idName: all[id], names, cells, warnings };
}

/**
 * Names without repetition: later ones get "_2", "_3", …, which a warning tells.
 * @param what one of them is called, such as "sample id"
 */
export function uniqueNames(
  file: string,
  names: readonly string[],
  warnings: string[],
  what = 'column name',
): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  const repeated = new Map<string, number>();
  const unique = names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let number = (repeated.get(name) ?? 1) + 1;
    while (taken.has(`${name}_${number}`)) number++;
    repeated.set(name, number);
    taken.add(`${name}_${number}`);
    return `${name}_${number}`;
  });
  if (repeated.size > 0) {
    warnings.push(
      `${file}: ${repeated.size === 1 ? `a ${what} repeats` : `${repeated.size} ${what}s repeat`} (${listNames([...repeated.keys()], 3)}); later ones got "_2", "_3", ….`,
    );
  }
  return unique;
}

/** Of a text in a message, at most its first 60 characters. */
export function clipText(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Names for a message: the first few in quotes, and how many more there are. */
export function listNames(names: readonly string[], most = 10): string {
  const shown = names.slice(0, most).map((name) => `"${clipText(name)}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
