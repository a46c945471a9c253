import { UserError } from '../../run/userError.ts';
import { cellEnd, cellText, LINE_FEED, linesWithin, type Place } from './cells.ts';

/** Cells of one row; more are no table. */
export const MOST_CELLS = 5_000_000;

/** Blank rows; a spreadsheet may leave a million below its table. */
const MOST_BLANK = 5_000_000;

/** What is done with a row: its cells, the number of them, its first line. @returns false where no further row is wanted */
export type VisitRow = (cells: string[], count: number, line: number) => boolean;

/** Cuts text into the cells of rows, quotes resolved; rows that are blank are left out. */
export class TextRows implements Place {
  readonly file: string;
  /** the first line of the row that is being read */
  line: number;
  readonly #delimiter: number;
  readonly #keep: number;
  readonly #visit: VisitRow;
  #within = 0;
  #cells: string[] = [];
  #count = 0;
  #blank = true;
  #blankRows = 0;

  /**
   * @param delimiter its byte
   * @param line of the first row, as an editor counts it
   * @param keep cells kept of each row; more are counted only
   */
  constructor(
    { file, delimiter, line, keep }: { file: string; delimiter: number; line: number; keep: number },
    visit: VisitRow,
  ) {
    this.file = file;
    this.line = line;
    this.#delimiter = delimiter;
    this.#keep = keep;
    this.#visit = visit;
  }

  /**
   * Takes whole cells from the front of the bytes.
   * @returns how many bytes were taken
   * @throws UserError for broken quotes, endless cells, endless rows and endless blank ones; and whatever is thrown for a row
   */
  take(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length) {
      const end = cellEnd(bytes, at, this.#delimiter, this);
      if (end < 0) return at;
      this.#within += linesWithin(bytes, at, end);
      this.#add(cellText(bytes, at, end));
      at = end + 1;
      if (bytes[end] === LINE_FEED && !this.#endRow()) return at;
    }
    return at;
  }

  #add(text: string): void {
    this.#count++;
    this.#blank &&= text.trim() === '';
    if (this.#count <= this.#keep) this.#cells.push(text);
    if (this.#count > MOST_CELLS) {
      throw new UserError(
        `${this.file}, row ${this.line}: more than ${MOST_CELLS.toLocaleString('en')} cells in one row. The file is no table, or damaged.`,
      );
    }
  }

  #endRow(): boolean {
    const [cells, count, blank, line] = [this.#cells, this.#count, this.#blank, this.line];
    this.line += 1 + this.#within;
    this.#within = 0;
    this.#cells = [];
    this.#count = 0;
    this.#blank = true;
    if (blank && ++this.#blankRows > MOST_BLANK) {
      throw new UserError(
        `${this.file}, row ${line}: more than ${MOST_BLANK.toLocaleString('en')} blank rows. The file is no table, or damaged.`,
      );
    }
    return blank || this.#visit(cells, count, line);
  }
}
