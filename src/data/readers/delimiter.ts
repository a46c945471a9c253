const CANDIDATES = ['\t', ',', ';'] as const;
export type Delimiter = (typeof CANDIDATES)[number];

/**
 * The delimiter of a table, from the first two lines of its text: the one that cuts both lines into the same number of
 * cells, else the one that leaves the header one cell short (as R's write.table does), else any; of equals, the one that
 * makes the most cells. null when none cuts.
 */
export function guessDelimiter(head: string): Delimiter | null {
  let best: { delimiter: Delimiter; fit: number; cells: number } | null = null;
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
export function holdsTwoLines(head: string): boolean {
  return cellCounts(head, ',').length >= 2;
}

/**
 * The number of cells in each of the first two whole lines that are not blank, or in the one line that is not whole.
 * Quoted delimiters and line ends do not count.
 */
function cellCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let lineStart = 0;
  let cellStart = 0;
  for (let i = 0; i < text.length && counts.length < 2; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') continue;
      if (text[i + 1] === '"') i++;
      else quoted = false;
    } else if (c === '"') {
      quoted = i === cellStart;
    } else if (c === delimiter) {
      cells++;
      cellStart = i + 1;
    } else if (c === '\n') {
      if (text.slice(lineStart, i).trim() !== '') counts.push(cells);
      cells = 1;
      cellStart = i + 1;
      lineStart = i + 1;
    }
  }
  return counts.length > 0 ? counts : [cells];
}
