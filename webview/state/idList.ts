import { formatCsv } from '../../src/run/csv.ts';
import type { SavedFile } from '../source/source.ts';

/** Ids as a file: one a line, or a table with a header. @param columns name of each column with its cells */
export function idList(
  name: string,
  columns: Readonly<Record<string, readonly string[]>>,
  format: 'txt' | 'csv',
): SavedFile {
  const lists = Object.values(columns);
  const ids = lists.at(-1) ?? [];
  const content =
    format === 'txt'
      ? ids.map((id) => `${id}\n`).join('')
      : formatCsv(
          Object.keys(columns),
          ids.map((_, i) => lists.map((cells) => cells[i])),
        );
  return { type: 'saveFile', name, format, content };
}
