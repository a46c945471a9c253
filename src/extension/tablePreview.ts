import { readBody } from '../data/readers/delimitedBody.ts';
import { readHead } from '../data/readers/delimitedHead.ts';
import { TextRows } from '../data/readers/textRows.ts';
import { firstOf } from '../report/words.ts';

/** The top of a text table, for choosing columns: the full reader checks everything later. */
export interface TablePreview {
  /** names of the columns, that of the ids first */
  readonly columns: readonly string[];
  /** up to `ROWS` rows */
  readonly rows: readonly (readonly string[])[];
}

const ROWS = 200;

/** @throws UserError where the file cannot be read, or has no header and rows */
export async function previewTable(file: string): Promise<TablePreview> {
  const head = await readHead(file);
  const { columns, delimiter, body } = head;
  const rows: string[][] = [];
  const reader = new TextRows({ file, delimiter, line: body.line, keep: columns.width }, (cells, count) => {
    if (count === columns.width) rows.push(cells);
    return rows.length < ROWS;
  });
  for await (const _ of readBody(head, reader)) if (rows.length === ROWS) break;
  return { columns: [columns.idName, ...columns.names], rows };
}

/** A few different values of a column, as a reminder of what it holds. */
export function examples({ columns, rows }: TablePreview, column: string, count = 4): string {
  const index = columns.indexOf(column);
  const values = new Set(rows.map((row) => row[index]?.trim() ?? '').filter((value) => value !== ''));
  return firstOf([...values], count);
}
