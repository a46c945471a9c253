import { UserError } from '../../run/userError.ts';
import { ByteWindow } from './byteWindow.ts';
import { openQuote, refuseEndless } from './cells.ts';
import { type Columns, readColumns } from './columns.ts';
import { commentsAbove } from './comments.ts';
import { guessDelimiter, holdsTwoLines } from './delimiter.ts';
import { type DecimalMark, hasDecimalComma } from './numberText.ts';
import { estimateRows } from './rowEstimate.ts';
import { textBytes } from './textBytes.ts';
import { MOST_CELLS, TextRows } from './textRows.ts';
import { pointBetweenThousands } from './thousands.ts';

/** What the first rows of a delimited table tell of all of it. */
export interface DelimitedHead {
  readonly file: string;
  /** its byte */
  readonly delimiter: number;
  readonly columns: Columns;
  readonly mark: DecimalMark;
  /** bytes of text up to the first row below the header, and that row's line */
  readonly body: { readonly offset: number; readonly line: number };
  /** rows below the header, estimated from the size of the file */
  readonly rows: number;
}

const COMMA = 0x2c;
/** The header and the first row must end within so many bytes. */
const LONGEST_HEAD = 1 << 27;
/** From here on, what does not look like rows of cells is refused. */
const LONG_HEAD = 1 << 23;
/** The part of the first rows that is looked at for decimal commas and delimiters at their ends. */
const MOST_EXAMINED = 1 << 20;

/**
 * Reads the head of a table of text.
 * @throws UserError for a file that is no text, is empty, has no row below its header or no column beside the ids
 */
export async function readHead(file: string, idColumn?: string): Promise<DelimitedHead> {
  const { bytes: all, ended } = await firstLines(file);
  refuseGct(file, all);
  const comments = commentsAbove(all);
  const bytes = all.subarray(comments.bytes);
  const delimiter = guessDelimiter(bytes) ?? COMMA;
  const found: { cells: string[]; count: number }[] = [];
  const rows = new TextRows({ file, delimiter, line: 1 + comments.lines, keep: MOST_CELLS }, (cells, count) => {
    found.push({ cells, count });
    return false;
  });
  const offset = rows.take(bytes);
  const line = rows.line;
  const second = offset + (found.length === 1 ? rows.take(bytes.subarray(offset)) : 0);
  if (found.length < 2 && second < bytes.length) throw openQuote(rows);
  const [header, first] = found;
  if (!header) throw new UserError(`${file} is empty: it holds blank lines or comments only. Export the table again.`);
  if (!first) throw new UserError(`${file} has a header and no rows. Export the table again with its samples.`);
  const examinedTo = Math.max(second, Math.min(bytes.length, offset + MOST_EXAMINED));
  const examined = bytes.subarray(offset, examinedTo);
  const oneMore = first.count === header.count + 1 && endWithDelimiter(examined, { file, delimiter, line });
  const names = oneMore ? [...header.cells, ''] : header.cells;
  const columns = readColumns(file, names, first.count, idColumn);
  const text = examined.toString('utf8');
  const thousands = delimiter === COMMA ? null : pointBetweenThousands(text);
  return {
    file,
    delimiter,
    columns: thousands === null ? columns : { ...columns, warnings: [...columns.warnings, inWords(file, thousands)] },
    mark: holdsDecimalComma(text, delimiter) ? ',' : null,
    body: { offset: comments.bytes + offset, line },
    rows: await estimateRows(file, { bytes, ended, offset, delimiter, width: columns.width }),
  };
}

function inWords(file: string, thousands: string): string {
  return `${file}: "${thousands}" is read as ${Number(thousands)}; such points may stand between thousands. If they do, save the table with nothing between thousands.`;
}

/** @throws UserError for a table of GenePattern, which has its size and a column of descriptions besides */
function refuseGct(file: string, bytes: Buffer): void {
  if (!/^#1\.[23]\s/.test(bytes.toString('latin1', 0, 5))) return;
  throw new UserError(
    `${file} is a GCT table, which is not read as it is. Remove its first two lines and the columns of descriptions.`,
  );
}

/** Whether every row ends with a delimiter, so that its last cell is none. The last cell of R's rows holds a value. */
function endWithDelimiter(rows: Buffer, place: { file: string; delimiter: number; line: number }): boolean {
  let blank = true;
  const reader = new TextRows({ ...place, keep: MOST_CELLS }, (cells, count) => {
    blank = cells[count - 1].trim() === '';
    return blank;
  });
  reader.take(rows);
  return blank;
}

/** The text up to the end of its first two rows, at least. */
async function firstLines(file: string): Promise<{ bytes: Buffer; ended: boolean }> {
  const window = new ByteWindow();
  let examined = 0;
  for await (const piece of textBytes(file)) {
    window.add(piece);
    const { bytes } = window;
    if (bytes.length < 2 * examined) continue;
    examined = bytes.length;
    if (holdsTwoLines(bytes.subarray(commentsAbove(bytes).bytes))) return { bytes, ended: false };
    // Refuses endless cells and rows.
    if (examined > LONG_HEAD) {
      const table = { file, delimiter: guessDelimiter(bytes) ?? COMMA, line: 1, keep: 0 };
      const rows = new TextRows(table, () => true);
      refuseEndless(bytes.subarray(rows.take(bytes)), rows);
    }
    if (examined > LONGEST_HEAD) {
      throw new UserError(
        `${file}: its first two rows are longer than ${LONGEST_HEAD >> 20} MB. The file is no table, or damaged.`,
      );
    }
  }
  return { bytes: window.bytes, ended: true };
}

/** European Excel writes 0,5 for a half, with semicolons or tabs between cells. */
function holdsDecimalComma(text: string, delimiter: number): boolean {
  if (!text.includes(',')) return false;
  const cell = delimiter === COMMA ? /"([^"]*)"/g : /(?<=^|[\n;\t])\s*"?([^\n;\t"]*,[^\n;\t"]*)"?\s*(?=$|[\n;\t])/g;
  for (const [, written] of text.matchAll(cell)) if (hasDecimalComma(written.trim())) return true;
  return false;
}
