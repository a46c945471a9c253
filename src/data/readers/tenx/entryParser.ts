import { UserError } from '../../../run/userError.ts';
import type { MatrixSize } from './matrixMarket.ts';

const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;
const PERCENT = 37;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const LARGEST_FLOAT32 = 3.4028234663852886e38;
/** More make a file that was zipped to do harm. */
export const MOST_BLANK_LINES = 100_000;
/** Below, a whole number divided by a power of ten is the nearest number to the decimal. */
const MOST_DIGITS = 15;

/** Reads the entries of a Matrix Market file from pieces of it that end where a line does. */
export class EntryParser {
  readonly #file: string;
  readonly #size: MatrixSize;
  readonly #visit: (row: number, column: number, value: number) => boolean;
  #line = 0;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #lineStart = 0;
  /** those read so far */
  entries = 0;

  constructor(file: string, size: MatrixSize, visit: (row: number, column: number, value: number) => boolean) {
    this.#file = file;
    this.#size = size;
    this.#visit = visit;
  }

  /**
   * @param bytes whole lines
   * @returns false where the visitor wants no more
   * @throws UserError for a line that is no entry, or one too many
   */
  read(bytes: Buffer): boolean {
    this.#bytes = bytes;
    const { rows, columns, entries, pattern, lines } = this.#size;
    for (this.#at = 0; this.#at < bytes.length; ) {
      this.#line++;
      this.#lineStart = this.#at;
      this.#skipBlanks();
      if (this.#line <= lines || this.#ended() || bytes[this.#at] === PERCENT) {
        if (this.#line > lines + entries + MOST_BLANK_LINES)
          throw this.#problem('one of too many lines without an entry');
        this.#nextLine();
        continue;
      }
      const row = this.#place(rows, 'row');
      const column = this.#place(columns, 'column');
      const value = pattern ? 1 : this.#value();
      this.#skipBlanks();
      if (!this.#ended()) throw this.#problem('more than a row, a column and a value');
      if (this.entries === entries) throw this.#problem(`one more than the ${entries} entries that the file promises`);
      this.entries++;
      if (!this.#visit(row, column, value)) return false;
      this.#nextLine();
    }
    return true;
  }

  #skipBlanks(): void {
    for (let byte = this.#bytes[this.#at]; byte === SPACE || byte === TAB || byte === RETURN; ) {
      byte = this.#bytes[++this.#at];
    }
  }

  #ended(): boolean {
    return this.#at >= this.#bytes.length || this.#bytes[this.#at] === LINE_FEED;
  }

  #nextLine(): void {
    const end = this.#bytes.indexOf(LINE_FEED, this.#at);
    this.#at = end === -1 ? this.#bytes.length : end + 1;
  }

  /** @returns counted from 0 */
  #place(most: number, what: string): number {
    this.#skipBlanks();
    let number = 0;
    let digits = 0;
    for (let byte = this.#bytes[this.#at]; byte >= ZERO && byte <= NINE; byte = this.#bytes[++this.#at]) {
      number = number * 10 + byte - ZERO;
      digits++;
    }
    if (digits === 0) throw this.#problem(`no number of a ${what}`);
    if (number < 1 || number > most) throw this.#problem(`a ${what} outside of the ${most} that there are`);
    return number - 1;
  }

  #value(): number {
    this.#skipBlanks();
    const start = this.#at;
    let number = 0;
    let digits = 0;
    let decimals = -1;
    for (; ; this.#at++) {
      const byte = this.#bytes[this.#at];
      if (byte >= ZERO && byte <= NINE) {
        number = number * 10 + byte - ZERO;
        digits++;
        if (decimals >= 0) decimals++;
      } else if (byte === POINT && decimals < 0) decimals = 0;
      else break;
    }
    const byte = this.#bytes[this.#at];
    const whole =
      this.#at >= this.#bytes.length || byte === LINE_FEED || byte === SPACE || byte === RETURN || byte === TAB;
    if (whole && digits > 0 && digits <= MOST_DIGITS) return decimals > 0 ? number / 10 ** decimals : number;
    return this.#otherNumber(start);
  }

  /** A number with a sign, an exponent or many digits; "nan" = missing. */
  #otherNumber(start: number): number {
    while (!this.#ended() && ![SPACE, TAB, RETURN].includes(this.#bytes[this.#at])) this.#at++;
    const text = this.#bytes.toString('latin1', start, this.#at);
    if (/^[-+]?nan$/i.test(text)) return Number.NaN;
    if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) throw this.#problem('no number as its value');
    const number = Number(text);
    if (Math.abs(number) > LARGEST_FLOAT32) throw this.#problem('a value that does not fit 32 bits');
    return number;
  }

  #problem(what: string): UserError {
    const end = this.#bytes.indexOf(LINE_FEED, this.#lineStart);
    const text = this.#bytes.toString('latin1', this.#lineStart, end === -1 ? this.#bytes.length : end).trim();
    return new UserError(
      `${this.#file}, line ${this.#line}: "${text.slice(0, 40)}" is ${what}. Download or copy the file again.`,
    );
  }
}
