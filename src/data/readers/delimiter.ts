import { LINE_FEED, QUOTE } from './cells.ts';

const CANDIDATES = ['\t', ',', ';'].map((character) => character.charCodeAt(0));

/**
 * The delimiter of a table, from the first two lines of its text: the one that cuts both lines into the same number of
 * cells, else the one that leaves the header one cell short (as R's write.table does), else any; of equals, the one that
 * makes the most cells. @returns its byte; null when none cuts
 */
export function guessDelimiter(head: Buffer): number | null {
  let best: { delimiter: number; fit: number; cells: number } | null = null;
  for (const delimiter of CANDIDATES) {
    const [header = 1, first = header] = cellCounts(head, delimiter);
    const cells = Math.max(header, first);
    if (cells < 2) continue;
    const fit = first === header ? 2 : first === header + 1 ? 1 : 0;
    if (!best || fit > best.fit || (fit === best.fit && cells > best.cells)) best = { delimiter, fit, cells };
  }
  return best?.delimiter ?? null;
}

/** Whether the text holds two whole lines that are not blank, so that guessDelimiter has what it needs. */
export function holdsTwoLines(head: Buffer): boolean {
  return head.includes(LINE_FEED) && cellCounts(head, CANDIDATES[0]).length >= 2;
}

/**
 * The number of cells in each of the first two whole lines that are not blank, or in the one line that is not whole.
 * Quoted delimiters and line ends do not count.
 */
export function cellCounts(text: Buffer, delimiter: number): number[] {
  const counts: number[] = [];
  let cells = 1;
  let blank = true;
  let cellStart = 0;
  for (let at = 0; at < text.length && counts.length < 2; at++) {
    const byte = text[at];
    if (byte === QUOTE && at === cellStart) {
      at = closingQuote(text, at);
      blank = false;
    } else if (byte === delimiter) {
      cells++;
      cellStart = at + 1;
    } else if (byte === LINE_FEED) {
      if (!blank) counts.push(cells);
      cells = 1;
      blank = true;
      cellStart = at + 1;
    }
    if (byte > 0x20) blank = false;
  }
  return counts.length > 0 ? counts : [cells];
}

/** Where the quote that opens at `from` closes; the end of the text where it does not. */
function closingQuote(text: Buffer, from: number): number {
  let at = text.indexOf(QUOTE, from + 1);
  while (at !== -1 && text[at + 1] === QUOTE) at = text.indexOf(QUOTE, at + 2);
  return at === -1 ? text.length : at;
}
