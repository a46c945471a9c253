import type { LabelTable } from '../labelTable.ts';
import { copyText } from './columns.ts';
import { isMissing } from './missing.ts';
import { visitSamples } from './samples.ts';
import type { ReadOptions } from './tableFile.ts';

/**
 * Reads a table of labels (CSV or TSV, plain or gzip), every column as text.
 * @throws UserError for whatever is wrong in the file.
 */
export async function readDelimitedLabels(file: string, options: ReadOptions): Promise<LabelTable> {
  let columns: { name: string; values: (string | null)[] }[] = [];
  let cellOf = new Int32Array();
  // Labels repeat: one copy of each text, instead of slices that keep the file's text in memory.
  const texts = new Map<string, string>();
  const { ids } = await visitSamples(file, options.idColumn, {
    begin(layout) {
      cellOf = new Int32Array(layout.cells);
      columns = layout.names.map((name) => ({ name, values: [] }));
    },
    sample(cells) {
      for (let k = 0; k < cellOf.length; k++) {
        const cell = cells[cellOf[k]].trim();
        if (isMissing(cell)) {
          columns[k].values.push(null);
          continue;
        }
        let text = texts.get(cell);
        if (text === undefined) {
          text = copyText(cell);
          texts.set(text, text);
        }
        columns[k].values.push(text);
      }
    },
  });
  return { file, sampleIds: ids, columns };
}
