import type { LabelTable } from '../labelTable.ts';
import { readBody } from './delimitedBody.ts';
import { readHead } from './delimitedHead.ts';
import { isMissing } from './missing.ts';
import { raggedRow, SampleIds } from './sampleIds.ts';
import type { ReadOptions } from './tableFile.ts';
import { TextRows } from './textRows.ts';

/**
 * Reads a table of labels (CSV or TSV, plain or gzip), every column as text.
 * @throws UserError for whatever is wrong in the file.
 */
export async function readDelimitedLabels(file: string, options: ReadOptions): Promise<LabelTable> {
  const head = await readHead(file, options.idColumn);
  const { columns, delimiter, body } = head;
  const labels = columns.names.map((name): { name: string; values: (string | null)[] } => ({ name, values: [] }));
  const sampleIds: string[] = [];
  const unique = new SampleIds(columns);
  // Labels repeat: one copy of each text.
  const texts = new Map<string, string>();
  const rows = new TextRows({ file, delimiter, line: body.line, keep: columns.width }, (cells, count, line) => {
    const place = { file, line };
    if (count !== columns.width) throw raggedRow(place, count, columns);
    const id = cells[columns.id].trim();
    unique.add(id, place);
    sampleIds.push(id);
    for (const [k, cell] of columns.cells.entries()) {
      const text = cells[cell].trim();
      if (!texts.has(text)) texts.set(text, text);
      labels[k].values.push(isMissing(text) ? null : (texts.get(text) ?? text));
    }
    return true;
  });
  for await (const _ of readBody(head, rows));
  return { file, sampleIds, columns: labels };
}
