import { UserError } from '../../run/userError.ts';

export const QUOTE = 0x22;
export const LINE_FEED = 0x0a;
export const SPACE = 0x20;

/** A cell of so many bytes is no cell of a table: a quote was opened and never closed, or the file is no table. */
const LONGEST_CELL = 1 << 21;

/** No place: the cell does not end within the bytes. */
const UNFINISHED = -1;
/** No place: text follows the closing quote. */
const MISQUOTED = -2;

/** Where in a file a cell lies, for messages. */
export interface Place {
  readonly file: string;
  /** the row's first line, as an editor counts it */
  readonly line: number;
}

/**
 * Where the cell that begins at `from` ends: at a delimiter or a line feed, not in quotes. A cell is quoted where its
 * first character is a quote; a doubled quote inside stands for one.
 * @returns −1 where it does not end within the bytes
 * @throws UserError for text after a closing quote
 */
export function cellEnd(bytes: Buffer, from: number, delimiter: number, place: Place): number {
  const end = bytes[from] === QUOTE ? quotedEnd(bytes, from, delimiter) : plainEnd(bytes, from, delimiter);
  if (end === MISQUOTED) {
    throw new UserError(
      `${place.file}, row ${place.line}: text follows a closing quote ("). Double the quotes inside a quoted cell, or remove them.`,
    );
  }
  return end;
}

function plainEnd(bytes: Buffer, from: number, delimiter: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === delimiter || bytes[at] === LINE_FEED) return at;
  }
  return UNFINISHED;
}

function quotedEnd(bytes: Buffer, from: number, delimiter: number): number {
  let close = bytes.indexOf(QUOTE, from + 1);
  while (close !== -1) {
    let after = close + 1;
    if (bytes[after] !== QUOTE) {
      while (bytes[after] === SPACE) after++;
      if (after >= bytes.length) return UNFINISHED;
      return bytes[after] === delimiter || bytes[after] === LINE_FEED ? after : MISQUOTED;
    }
    close = bytes.indexOf(QUOTE, after + 1);
  }
  return UNFINISHED;
}

/**
 * @param rest begins with a cell that does not end in it
 * @throws UserError where that is too long for a cell
 */
export function refuseEndless(rest: Buffer, { file, line }: Place): void {
  if (rest.length <= LONGEST_CELL) return;
  throw new UserError(
    rest[0] === QUOTE
      ? `${file}, row ${line}: the row does not end. A quote (") is opened and never closed.`
      : `${file}, row ${line}: a cell is longer than ${LONGEST_CELL >> 20} MB. The file is no table, or damaged.`,
  );
}

/** What is wrong with a file whose last cell does not end. */
export function openQuote({ file, line }: Place): UserError {
  return new UserError(`${file}, row ${line}: a quote (") is opened and never closed. Add or remove the quote.`);
}

/** The text of a cell, quotes resolved, as written otherwise. */
export function cellText(bytes: Buffer, from: number, to: number): string {
  if (bytes[from] !== QUOTE) return bytes.toString('utf8', from, to);
  const close = bytes.lastIndexOf(QUOTE, to - 1);
  return bytes.toString('utf8', from + 1, close).replaceAll('""', '"');
}

/** Line ends inside a cell, which only quotes allow. */
export function linesWithin(bytes: Buffer, from: number, to: number): number {
  if (bytes[from] !== QUOTE) return 0;
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED, from); at !== -1 && at < to; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}
