import { LINE_FEED, SPACE } from './cells.ts';
import { cellCounts, guessDelimiter } from './delimiter.ts';

const HASH = 0x23;

/**
 * The comments above the header of a table: its first lines that begin with "#". The last of them is the header itself
 * where it has as many cells as the line below it; R's may have one cell less.
 * @param head the first whole lines of the text
 */
export function commentsAbove(head: Buffer): { bytes: number; lines: number } {
  let [at, lines, last, before] = [0, 0, -1, -1];
  while (head[at] === HASH) {
    const end = head.indexOf(LINE_FEED, at);
    if (end === -1) break;
    [before, last, at, lines] = [last, at, end + 1, lines + 1];
  }
  if (last < 0) return { bytes: 0, lines: 0 };
  const delimiter = guessDelimiter(head.subarray(last));
  const count = (from: number): number[] => (delimiter === null ? [] : cellCounts(head.subarray(from), delimiter));
  const [cells = 1, below = 0] = count(last);
  const shorter = cells === below - 1 && head[last + 1] !== SPACE;
  const isHeader = cells > 1 && (cells === below || shorter);
  // Lines of as many cells each are all comments, as above the tables of cBioPortal.
  const alike = before >= 0 && count(before)[0] === cells;
  return isHeader && !alike ? { bytes: last, lines: lines - 1 } : { bytes: at, lines };
}
