const SPELLINGS = new Set([
  ...['', '.', '-', '--', '?'],
  ...['NA', 'N/A', 'n/a', 'na', '#N/A', '#NA', '<NA>', 'NaN', 'nan', 'NAN', '-nan', '-NaN'],
  ...['null', 'NULL', 'Null', 'None', 'NONE'],
]);

/** Whether a trimmed cell says "no value", as R, Python, spreadsheets and databases write it. */
export function isMissing(cell: string): boolean {
  return SPELLINGS.has(cell);
}
