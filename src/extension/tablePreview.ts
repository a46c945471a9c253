import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import Papa from 'papaparse';
import { UserError } from '../run/userError.ts';

/** The top of a table, for choosing columns: the full reader checks everything later. */
export interface TablePreview {
  readonly columns: readonly string[];
  /** up to `ROWS` rows */
  readonly rows: readonly (readonly string[])[];
}

const ROWS = 200;
/** Characters that hold the header and some rows of a table with 20,000 columns. */
const ENOUGH = 2_000_000;

/** @throws UserError where the file cannot be read or has no header */
export async function previewTable(file: string): Promise<TablePreview> {
  const parsed = Papa.parse<string[]>(await top(file), { preview: ROWS + 1, skipEmptyLines: true });
  const [header, ...rows] = parsed.data;
  if (!header) throw new UserError(`${file} is empty. Choose a table with a header row and one row a sample.`);
  return { columns: header.map((name) => name.trim()), rows: rows.filter((row) => row.length === header.length) };
}

async function top(file: string): Promise<string> {
  const raw = createReadStream(file);
  const stream = /\.gz$/i.test(file) ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  stream.setEncoding('utf8');
  let text = '';
  try {
    for await (const chunk of stream) {
      text += chunk;
      if (text.length > ENOUGH) break;
    }
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
  } finally {
    raw.destroy();
  }
  return text.replace(/^\uFEFF/, '');
}

/** A few different values of a column, as a reminder of what it holds. */
export function examples({ columns, rows }: TablePreview, column: string, count = 4): string {
  const index = columns.indexOf(column);
  const values = [...new Set(rows.map((row) => row[index]?.trim() ?? '').filter((value) => value !== ''))];
  return values.slice(0, count).join(', ') + (values.length > count ? ', …' : '');
}
