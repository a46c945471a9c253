import { cellEnd, cellText, LINE_FEED, linesWithin, type Place, QUOTE } from './cells.ts';
import type { DelimitedHead } from './delimitedHead.ts';
import { MOST_SAMPLES, tooManyRows } from './sampleIds.ts';

/** Takes the first column, or that of the ids, from the rows of a table, and passes over the rest. */
export class IdRows implements Place {
  readonly file: string;
  line: number;
  readonly ids: string[] = [];
  readonly #delimiter: number;
  readonly #idCell: number;
  // Of the row that is being read:
  #cell = 0;
  #within = 0;
  #id: string | null = null;
  #blank = true;

  constructor({ file, body, delimiter, columns }: DelimitedHead) {
    this.file = file;
    this.line = body.line;
    this.#delimiter = delimiter;
    this.#idCell = columns.id;
  }

  /** Takes cells from the front of the bytes. @returns how many bytes were taken */
  take(bytes: Buffer): number {
    let at = 0;
    let quote = bytes.indexOf(QUOTE);
    while (at < bytes.length) {
      // A row whose id is known, with no quotes on the way to its end, holds nothing of interest.
      if (this.#id) {
        if (quote !== -1 && quote < at) quote = bytes.indexOf(QUOTE, at);
        const feed = bytes.indexOf(LINE_FEED, at);
        if (quote === -1 || (feed !== -1 && feed < quote)) {
          if (feed !== -1) {
            this.#endRow();
            at = feed + 1;
            continue;
          }
          // The last cell may begin with a quote, and end in what is yet to come.
          const last = bytes.lastIndexOf(this.#delimiter) + 1;
          if (last > at) return last;
        }
      }
      const end = cellEnd(bytes, at, this.#delimiter, this);
      if (end < 0) return at;
      this.#within += linesWithin(bytes, at, end);
      if (!this.#id) {
        const text = cellText(bytes, at, end).trim();
        if (this.#cell === this.#idCell) this.#id = text;
        this.#blank &&= text === '';
      }
      this.#cell++;
      at = end + 1;
      if (bytes[end] === LINE_FEED) this.#endRow();
    }
    return at;
  }

  #endRow(): void {
    if (!this.#blank) this.ids.push(this.#id ?? '');
    if (this.ids.length > MOST_SAMPLES) throw tooManyRows(this);
    this.line += 1 + this.#within;
    this.#within = 0;
    this.#cell = 0;
    this.#id = null;
    this.#blank = true;
  }
}
