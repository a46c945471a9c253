import { isAscii } from 'node:buffer';

/** A CSV document by columns. What a row lacks is an empty cell. */
export interface CsvColumns {
  readonly header: readonly string[];
  readonly rows: number;
  /** [columns][rows]; empty where a column holds numbers */
  readonly texts: readonly (readonly string[])[];
  /** [columns][rows], empty cells are NaN; empty where a column holds text */
  readonly numbers: readonly Float32Array[];
}

/**
 * Reads one of our own CSV documents, or one that a spreadsheet saved, from its bytes straight into columns: a table of a
 * million samples is never a million lists of strings. Empty lines are left out, as are cells beyond the header.
 * @param isText which columns hold text; all others hold numbers
 */
export function parseColumns(bytes: Buffer, isText: (name: string, column: number) => boolean): CsvColumns {
  const cells = new CellReader(bytes);
  const header: string[] = [];
  while (cells.next()) {
    header.push(cells.text());
    if (cells.last) break;
  }
  const most = countLines(bytes);
  const text = header.map(isText);
  const texts = text.map((): string[] => []);
  const numbers = text.map((is) => new Float32Array(is ? 0 : most).fill(Number.NaN));
  let rows = 0;
  let column = 0;
  while (cells.next()) {
    if (!(column === 0 && cells.last && cells.start === cells.end)) {
      if (text[column]) texts[column].push(cells.textBelow(texts[column].at(-1)));
      else if (column < header.length) numbers[column][rows] = cells.number();
      column++;
      if (!cells.last) continue;
      for (; column < header.length; column++) if (text[column]) texts[column].push('');
      rows++;
    }
    column = 0;
  }
  return { header, rows, texts, numbers: numbers.map((values) => values.slice(0, rows)) };
}

const [QUOTE, COMMA, LINE_FEED, RETURN, MINUS, POINT, ZERO, NINE] = Buffer.from('",\n\r-.09');
const MARK = [0xef, 0xbb, 0xbf];
/** Whole numbers up to here, and powers of ten up to 10^22, are exact: one division rounds as reading the text would. */
const EXACT = 2 ** 53;
const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** Walks over the cells of a document. */
class CellReader {
  /** the content of the cell: the quotes around it are left out, those in it are still double */
  start = 0;
  end = 0;
  /** it ends its row */
  last = true;
  private quoted = false;
  private at: number;
  private readonly bytes: Buffer;
  private readonly encoding: 'latin1' | 'utf8';

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.encoding = isAscii(bytes) ? 'latin1' : 'utf8';
    this.at = MARK.every((byte, i) => bytes[i] === byte) ? MARK.length : 0;
  }

  /** @returns false where there is none */
  next(): boolean {
    const { bytes } = this;
    const { length } = bytes;
    let { at } = this;
    if (at > length || (at === length && this.last)) return false;
    this.quoted = bytes[at] === QUOTE;
    if (this.quoted) {
      this.start = ++at;
      while (at < length && (bytes[at] !== QUOTE || bytes[at + 1] === QUOTE)) at += bytes[at] === QUOTE ? 2 : 1;
      this.end = Math.min(at, length);
      at++;
    } else this.start = at;
    while (
      at < length &&
      bytes[at] !== COMMA &&
      bytes[at] !== LINE_FEED &&
      !(bytes[at] === RETURN && this.endsAt(at + 1))
    )
      at++;
    if (!this.quoted) this.end = at;
    this.last = at >= length || bytes[at] !== COMMA;
    this.at = at + (bytes[at] === RETURN && bytes[at + 1] === LINE_FEED ? 2 : 1);
    return true;
  }

  private endsAt(at: number): boolean {
    return at === this.bytes.length || this.bytes[at] === LINE_FEED;
  }

  text(): string {
    const text = this.bytes.toString(this.encoding, this.start, this.end);
    return this.quoted ? text.replaceAll('""', '"') : text;
  }

  /** The text, as one string with that of the row above where both are the same. */
  textBelow(above: string | undefined): string {
    const text = this.text();
    return text === above ? above : text;
  }

  number(): number {
    const { bytes, start, end } = this;
    if (start === end) return Number.NaN;
    let at = bytes[start] === MINUS ? start + 1 : start;
    let digits = 0;
    let decimals = -1;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte >= ZERO && byte <= NINE) {
        digits = digits * 10 + (byte - ZERO);
        if (decimals >= 0) decimals++;
      } else if (byte === POINT && decimals < 0) decimals = 0;
      else return Number(this.text());
    }
    const plain = digits < EXACT && decimals < POWERS.length && bytes[end - 1] !== POINT && bytes[end - 1] !== MINUS;
    if (!plain) return Number(this.text());
    const size = decimals > 0 ? digits / POWERS[decimals] : digits;
    return bytes[start] === MINUS ? -size : size;
  }
}

/** At least as many as there are rows. */
function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  return count + 1;
}
