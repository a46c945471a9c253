/** One row of a long list that is in the page, after the height of `gap` rows that are not. */
export interface WindowRow {
  readonly gap: number;
  readonly row: number;
}

/** Rows drawn beyond what can be seen, so that a fast scroll shows no gap. */
const SPARE = 8;

/**
 * The rows of a list to draw: those in sight, some around them, and always `kept`, so that it can hold the keyboard's focus.
 * @param count rows of the whole list
 * @param first row at the upper edge
 * @param inSight rows between both edges
 * @param kept row that is drawn wherever it is, or -1
 */
export function rowWindow(
  count: number,
  first: number,
  inSight: number,
  kept: number,
): { readonly rows: readonly WindowRow[]; readonly gapAfter: number } {
  const from = Math.min(count, Math.max(0, first - SPARE));
  const to = Math.min(count, first + inSight + SPARE);
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  if (kept >= 0 && kept < from) drawn.unshift(kept);
  else if (kept >= to && kept < count) drawn.push(kept);
  const rows = drawn.map((row, i) => ({ gap: row - (i === 0 ? 0 : drawn[i - 1] + 1), row }));
  return { rows, gapAfter: count - ((drawn.at(-1) ?? -1) + 1) };
}
