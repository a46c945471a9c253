/** Rows of text in columns two spaces apart; columns whose alignment is "right" end together. */
export function textTable(rows: readonly (readonly string[])[], alignment: readonly ('left' | 'right')[]): string[] {
  const widths = alignment.map((_, k) => Math.max(...rows.map((row) => row[k].length)));
  return rows.map((row) =>
    row
      .map((cell, k) => (alignment[k] === 'right' ? cell.padStart(widths[k]) : cell.padEnd(widths[k])))
      .join('  ')
      .trimEnd(),
  );
}
