import { stat } from 'node:fs/promises';
import { UserError } from '../../../run/userError.ts';
import { clipText } from '../columns.ts';
import { EntryParser } from './entryParser.ts';
import { isGzip, wholeLines } from './wholeLines.ts';

/** The size of a matrix in the Matrix Market format, as its file promises it. */
export interface MatrixSize {
  readonly rows: number;
  readonly columns: number;
  readonly entries: number;
  /** entries have no values: all are 1 */
  readonly pattern: boolean;
  /** how many lines there are up to the sizes, with them */
  readonly lines: number;
}

/** What the sizes may be: both names and places are 32-bit numbers. */
const LARGEST = 2 ** 31 - 1;
/** Bytes; comments before the sizes are a few lines. */
const LONGEST_HEAD = 1 << 24;
/** gzip packs no more than this many bytes into one. */
const GZIP_MOST = 1032;

/**
 * Reads the head of a matrix in the Matrix Market format: https://math.nist.gov/MatrixMarket/formats.html
 * @throws UserError for another format, a form that holds no such table, and absurd sizes
 */
export async function readMatrixSize(file: string): Promise<MatrixSize> {
  let form: readonly string[] | null = null;
  let line = 0;
  let read = 0;
  for await (const bytes of wholeLines(file)) {
    read += bytes.length;
    if (read > LONGEST_HEAD) break;
    for (const text of bytes.toString('latin1').split('\n')) {
      line++;
      if (form === null) {
        form = readForm(file, text);
        continue;
      }
      if (text.startsWith('%') || text.trim() === '') continue;
      return { ...(await readSizes(file, text, line)), pattern: form[3] === 'pattern', lines: line };
    }
  }
  const where = read > LONGEST_HEAD ? 'has no sizes where it begins' : 'ends before its sizes';
  throw new UserError(`${file} ${where}. Download or copy it again.`);
}

function readForm(file: string, text: string): readonly string[] {
  const form = text.trim().toLowerCase().split(/\s+/);
  const [magic, object, layout, field, symmetry] = form;
  if (magic !== '%%matrixmarket' || object !== 'matrix') {
    throw new UserError(
      `${file} is no matrix in the Matrix Market format: it does not begin with "%%MatrixMarket matrix".`,
    );
  }
  const known = ['real', 'double', 'integer', 'unsigned-integer', 'pattern'].includes(field);
  if (layout !== 'coordinate' || !known || symmetry !== 'general') {
    throw new UserError(
      `${file} is a matrix of the form "${clipText(form.slice(2).join(' '))}". A table of counts is "coordinate integer general" (or real, or pattern). Save it in that form.`,
    );
  }
  return form;
}

async function readSizes(
  file: string,
  text: string,
  line: number,
): Promise<{ rows: number; columns: number; entries: number }> {
  const sizes = text.trim().split(/\s+/);
  if (sizes.length !== 3 || !sizes.every((size) => /^\d{1,15}$/.test(size))) {
    throw new UserError(
      `${file}, line ${line}: "${text.trim().slice(0, 40)}" are not the sizes of a matrix (rows, columns, entries). Download or copy it again.`,
    );
  }
  const [rows, columns, entries] = sizes.map(Number);
  const { size } = await stat(file);
  // An entry takes four bytes at least: "1 1" and the end of its line.
  const most = (size * ((await isGzip(file)) ? GZIP_MOST : 1)) / 4 + 1;
  if (Math.max(rows, columns) > LARGEST || entries > Math.min(rows * columns, most, 2 ** 32 - 1)) {
    throw new UserError(
      `${file}, line ${line}: a matrix of ${rows} × ${columns} with ${entries} entries cannot be in this file. Download or copy it again.`,
    );
  }
  return { rows, columns, entries };
}

/**
 * Calls `visit` for every entry in the order of the file, with its row and column counted from 0. Where it returns false, the
 * rest is not read.
 * @returns whether all entries were visited
 * @throws UserError for a line that is no entry, and for more or fewer entries than the file promises
 */
export async function visitEntries(
  file: string,
  size: MatrixSize,
  visit: (row: number, column: number, value: number) => boolean,
): Promise<boolean> {
  const parser = new EntryParser(file, size, visit);
  for await (const bytes of wholeLines(file)) {
    if (!parser.read(bytes)) return false;
  }
  if (parser.entries < size.entries) {
    throw new UserError(
      `${file} promises ${size.entries} entries and holds ${parser.entries}: it is cut off. Download or copy it again.`,
    );
  }
  return true;
}
