import { UserError } from '../../run/userError.ts';
import { type Columns, copyText, readColumns } from './columns.ts';
import { visitRows } from './rows.ts';

/** What a reader of samples does with the rows. */
export interface SampleVisitor {
  /** once, before the first row */
  begin(columns: Columns): void;
  /** every sample, in order; `cells` as written, `line` as an editor counts it */
  sample(cells: readonly string[], line: number): void;
}

export interface Samples {
  readonly ids: string[];
  readonly columns: Columns;
}

/**
 * Streams a delimited table (a header, then one row a sample) past a visitor.
 * @throws UserError for a file without rows, a ragged row, an empty or repeated id, and all that visitRows refuses.
 */
export async function visitSamples(
  file: string,
  idColumn: string | undefined,
  visitor: SampleVisitor,
): Promise<Samples> {
  let header: string[] | null = null;
  let columns: Columns | null = null;
  const lines = new Map<string, number>();
  await visitRows(file, (cells, line) => {
    if (!header) {
      header = cells;
      return;
    }
    if (!columns) {
      columns = readColumns(file, header, cells, idColumn);
      visitor.begin(columns);
    }
    if (cells.length !== columns.width) throw new UserError(raggedRow(file, line, cells.length, columns.width));
    const id = copyText(cells[columns.id].trim());
    if (id === '') {
      const name = columns.idName === '' ? 'the first column' : `column "${columns.idName}"`;
      throw new UserError(
        `${file}, row ${line}, ${name}: the sample id is empty. Give the sample an id or remove the row.`,
      );
    }
    const earlier = lines.get(id);
    if (earlier !== undefined) {
      throw new UserError(
        `${file}, rows ${earlier} and ${line}: both have the sample id "${id}". Keep one row for each sample, or name the id column if "${columns.idName || 'the first column'}" is not it.`,
      );
    }
    lines.set(id, line);
    visitor.sample(cells, line);
  });
  if (!header) throw new UserError(`${file} is empty: it holds blank lines only. Export the table again.`);
  if (!columns) throw new UserError(`${file} has a header and no rows. Export the table again with its samples.`);
  return { ids: [...lines.keys()], columns };
}

function raggedRow(file: string, line: number, found: number, expected: number): string {
  const difference = found < expected ? 'too few' : 'too many';
  return `${file}, row ${line}: ${found} cell${found === 1 ? '' : 's'}, where the header has ${expected} (${difference}). Repair the row; a cell that holds the delimiter needs quotes.`;
}
