import { cellEnd, cellText, LINE_FEED, linesWithin, type Place, QUOTE, SPACE } from './cells.ts';
import type { Columns } from './columns.ts';
import { type DecimalMark, hasDecimalComma, LARGEST_FLOAT32, numberFromText } from './numberText.ts';
import { raggedRow, SampleIds } from './sampleIds.ts';
import { TextCells } from './textCells.ts';

const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const SMALL_E = 0x65;
const COMMA = 0x2c;
const POINT = 0x2e;

/** 10^0 to 10^90; exact up to 10^22. */
const POWERS = Float64Array.from({ length: 91 }, (_, k) => Number(`1e${k}`));
const EXACT_POWERS = 22;
/** Below it, whole numbers of 64-bit floats have no gaps. */
const EXACT_WHOLE = 2 ** 53;
const MOST_DIGITS = 40;
/** More than the relative error of a sum of 40 digits times a power of ten: 2⁻⁵² for each digit after the fifteenth. */
const MARGIN = 2 ** -46;
/** Excess cells of a row that are counted before it is refused. */
const MOST_EXCESS = 1_000_000;

export interface NumberTable {
  readonly file: string;
  readonly columns: Columns;
  /** its byte */
  readonly delimiter: number;
  readonly mark: DecimalMark;
  /** line of the first row below the header, as an editor counts it */
  readonly line: number;
  /** whether every row needs an id of its own */
  readonly samples: boolean;
}

/**
 * Cuts text into rows of 32-bit numbers, an id beside each. Numbers are read from the bytes; what is not written plainly is
 * read as text. Both give what `Math.fround(Number(text))` gives.
 */
export class NumberRows implements Place {
  readonly file: string;
  line: number;
  /** what decides whether commas are decimal; known at the end at the latest */
  mark: DecimalMark;
  /** rows of the block that is being filled */
  ids: string[] = [];
  /** [blockRows, columns] */
  values: Float32Array;
  readonly blockRows: number;
  readonly #columns: Columns;
  readonly #delimiter: number;
  readonly #samples: SampleIds | null;
  readonly #textCells: TextCells;
  /** bytes of the last cell that was missing: tables write them alike */
  #missing: Buffer = Buffer.from('NA');
  #rows = 0;
  // Of the row that is being read:
  #cell = 0;
  #blank = 0;
  #id = '';
  #within = 0;

  /** @param blockRows rows of a block */
  constructor({ file, columns, delimiter, mark, line, samples }: NumberTable, blockRows: number) {
    this.file = file;
    this.line = line;
    this.mark = mark;
    this.blockRows = blockRows;
    this.values = new Float32Array(blockRows * columns.names.length);
    this.#columns = columns;
    this.#delimiter = delimiter;
    this.#samples = samples ? new SampleIds(columns) : null;
    this.#textCells = new TextCells(file, columns.names);
  }

  /** Whether the block is full; its rows are to be taken before more are read. */
  get full(): boolean {
    return this.ids.length === this.blockRows;
  }

  /**
   * Takes whole cells from the front of the bytes, until they or the block are used up.
   * @returns how many bytes were taken
   * @throws UserError for ragged rows, ids that are missing or repeat, broken quotes and endless cells
   */
  take(bytes: Buffer): number {
    const delimiter = this.#delimiter;
    const { width, id: idCell, names } = this.#columns;
    const values = this.values;
    // Every cell that begins before it ends at a delimiter or a line feed, so no digit lies beyond.
    const last = Math.max(bytes.lastIndexOf(delimiter), bytes.lastIndexOf(LINE_FEED));
    let mark = this.#markByte();
    let fractions = false;
    let cell = this.#cell;
    let k = this.ids.length * names.length + cell - (cell > idCell ? 1 : 0);
    let special = cell <= idCell ? idCell : width;
    let at = 0;
    while (at <= last) {
      const start = at;
      let end = 0;
      if (cell >= special) {
        end = cell === idCell ? this.#takeId(bytes, at) : this.#passExcess(bytes, at, cell);
        if (end < 0) break;
        special = width;
      } else {
        let byte = bytes[at];
        while (byte === SPACE) byte = bytes[++at];
        const quoted = byte === QUOTE && at === start;
        if (quoted) byte = bytes[++at];
        const negative = byte === MINUS;
        if (negative || byte === PLUS) byte = bytes[++at];
        let whole = 0;
        let digits = -at;
        // Of all bytes only those of digits give 0 to 9.
        for (let digit = byte ^ ZERO; digit < 10; digit = byte ^ ZERO) {
          whole = whole * 10 + digit;
          byte = bytes[++at];
        }
        digits += at;
        let exponent = 0;
        if (byte === mark) {
          fractions = true;
          byte = bytes[++at];
          exponent = at;
          for (let digit = byte ^ ZERO; digit < 10; digit = byte ^ ZERO) {
            whole = whole * 10 + digit;
            byte = bytes[++at];
          }
          exponent -= at;
          digits -= exponent;
        }
        if ((byte | 0x20) === SMALL_E && digits > 0) {
          byte = bytes[++at];
          const down = byte === MINUS;
          if (down || byte === PLUS) byte = bytes[++at];
          let power = 0;
          const first = at;
          for (let digit = byte ^ ZERO; digit < 10 && power < 1000; digit = byte ^ ZERO) {
            power = power * 10 + digit;
            byte = bytes[++at];
          }
          exponent += down ? -power : power;
          if (at === first) digits = 0;
        }
        if (quoted) byte = byte === QUOTE ? bytes[++at] : 0;
        while (byte === SPACE) byte = bytes[++at];
        let value = Number.NaN;
        if (byte === delimiter || byte === LINE_FEED) {
          if (digits > 0 && digits <= MOST_DIGITS) {
            if (exponent === 0) value = whole;
            else if (exponent < 0) value = exponent >= -90 ? whole / POWERS[-exponent] : Number.NaN;
            else value = exponent <= 90 ? whole * POWERS[exponent] : Number.NaN;
            // The exact number may be a little beside it: both ends of where it can be must round to the same.
            if (whole >= EXACT_WHOLE || exponent < -EXACT_POWERS || exponent > EXACT_POWERS) {
              const low = Math.fround(value * (1 - MARGIN));
              if (low !== Math.fround(value * (1 + MARGIN))) value = Number.NaN;
            }
            if (value > LARGEST_FLOAT32) value = Number.NaN;
            if (negative) value = -value;
          }
        }
        if (Number.isNaN(value)) {
          end = cellEnd(bytes, start, delimiter, this);
          if (end < 0) {
            at = start;
            break;
          }
          if (mark === POINT && fractions) this.mark ??= '.';
          const column = cell - (cell > idCell ? 1 : 0);
          value = this.#read(bytes, start, end, column);
          mark = this.#markByte();
        } else end = at;
        values[k++] = value;
      }
      at = end + 1;
      cell++;
      if (bytes[end] === LINE_FEED) {
        this.#endRow(cell);
        cell = 0;
        special = idCell;
        k = this.ids.length * names.length;
        if (this.full) break;
      }
    }
    if (mark === POINT && fractions) this.mark ??= '.';
    this.#cell = cell;
    return at;
  }

  /** @throws UserError where the table has cells that are no numbers */
  end(): void {
    this.#textCells.refuse(this.#rows, this.mark);
  }

  /** @returns the end of the cell, below 0 where it is not there yet */
  #takeId(bytes: Buffer, from: number): number {
    const end = cellEnd(bytes, from, this.#delimiter, this);
    if (end < 0) return end;
    this.#within += linesWithin(bytes, from, end);
    this.#id = cellText(bytes, from, end).trim();
    if (this.#id === '') this.#blank++;
    return end;
  }

  /** Cells beyond the width of the table. */
  #passExcess(bytes: Buffer, from: number, cell: number): number {
    if (cell > this.#columns.width + MOST_EXCESS) throw raggedRow(this, cell, this.#columns);
    const end = cellEnd(bytes, from, this.#delimiter, this);
    if (end < 0) return end;
    this.#within += linesWithin(bytes, from, end);
    if (cellText(bytes, from, end).trim() === '') this.#blank++;
    return end;
  }

  /** Reads a cell that is not plainly a number. */
  #read(bytes: Buffer, from: number, to: number, column: number): number {
    if (from === to) {
      this.#blank++;
      return Number.NaN;
    }
    if (isSame(bytes, from, to, this.#missing)) return Number.NaN;
    this.#within += linesWithin(bytes, from, to);
    const text = cellText(bytes, from, to).trim();
    if (text === '') this.#blank++;
    if (this.mark === null && hasDecimalComma(text)) this.mark = ',';
    const value = numberFromText(text, this.mark);
    if (value === Number.POSITIVE_INFINITY) this.#textCells.add({ line: this.line, column, text });
    else if (Number.isNaN(value) && text !== '') this.#missing = Buffer.from(bytes.subarray(from, to));
    return value;
  }

  #endRow(count: number): void {
    const blank = this.#blank === count;
    if (!blank) {
      if (count !== this.#columns.width) throw raggedRow(this, count, this.#columns);
      this.#samples?.add(this.#id, this);
      this.ids.push(this.#id);
      this.#rows++;
    }
    this.line += 1 + this.#within;
    this.#within = 0;
    this.#blank = 0;
  }

  /** What is taken for the start of a fraction; 0, which no text holds, where cells are cut at it. */
  #markByte(): number {
    if (this.mark !== ',') return POINT;
    return this.#delimiter === COMMA ? 0 : COMMA;
  }
}

function isSame(bytes: Buffer, from: number, to: number, other: Buffer): boolean {
  if (to - from !== other.length) return false;
  for (let k = 0; k < other.length; k++) if (bytes[from + k] !== other[k]) return false;
  return true;
}
