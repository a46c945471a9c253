import type { FileContents } from '../run/fileContents.ts';
import { textTable } from './textTable.ts';

/** What a file holds, for people: its tables as FILE:PART, their sizes, and its label columns. */
export function contentsLines({ file, tables, labelColumns }: FileContents): string[] {
  const several = tables.length > 1;
  const rows = tables.map(({ part, chosen, layout, rows, columns, exact }) => [
    part === '' ? file : `${file}:${part}`,
    `${exact ? '' : 'about '}${rows.toLocaleString('en')} × ${columns.toLocaleString('en')}`,
    layout,
    several && chosen ? 'read where no part is named' : '',
  ]);
  return [
    ...(rows.length > 0 ? textTable(rows, ['left', 'right', 'left', 'left']) : [`${file}: no table of numbers`]),
    ...labelColumns.map(
      ({ name, examples }) => `  label ${name}${examples.length > 0 ? `: ${examples.join(', ')}` : ''}`,
    ),
  ];
}
