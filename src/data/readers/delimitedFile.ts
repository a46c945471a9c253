import { denseMatrix } from '../matrix.ts';
import { uniqueNames } from './columns.ts';
import { readBody } from './delimitedBody.ts';
import { type DelimitedHead, readHead } from './delimitedHead.ts';
import { readDelimitedLabels } from './delimitedLabels.ts';
import { IdRows } from './idRows.ts';
import { NumberRows } from './numberRows.ts';
import type { ReadOptions, RowBlock, TableFile, TablePart } from './tableFile.ts';

/** Values of a block, about; a row is never cut. */
const BLOCK_VALUES = 1 << 18;

/**
 * Opens a CSV or TSV file: one table, all of which is also a table of labels. Only its first rows are read.
 * @throws UserError for all that readHead refuses
 */
export async function openDelimited(file: string, options: ReadOptions): Promise<TableFile> {
  const head = await readHead(file, options.idColumn);
  return {
    file,
    format: /\.(tsv|tab)(\.gz)?$/i.test(file) ? 'TSV' : 'CSV',
    parts: [new DelimitedPart(head, options.rows === 'samples')],
    labelColumns: head.columns.names,
    readLabels: () => readDelimitedLabels(file, options),
    close() {},
  };
}

/** The table of numbers that a delimited file is. */
class DelimitedPart implements TablePart {
  readonly name = '';
  readonly modality = null;
  readonly chosen = true;
  readonly layout = 'dense';
  readonly stored = null;
  readonly shape: TablePart['shape'];
  readonly #head: DelimitedHead;
  readonly #samples: boolean;
  #ids: string[] | null = null;
  #decimalCommas: boolean;

  /** @param samples whether its rows are known to be samples, each of which needs an id of its own */
  constructor(head: DelimitedHead, samples: boolean) {
    this.shape = { rows: head.rows, columns: head.columns.names.length, exact: false };
    this.#head = head;
    this.#samples = samples;
    this.#decimalCommas = head.mark === ',';
  }

  async names(): ReturnType<TablePart['names']> {
    const { file, columns } = this.#head;
    const ids = this.#ids ?? (await this.#readIds());
    const warnings = [...columns.warnings];
    const named = ids.map((id, n) => id || `row_${n + 1}`);
    const rows = uniqueNames(file, named, warnings, 'row name');
    if (this.#decimalCommas) warnings.push(`${file} has decimal commas: "0,5" is read as 0.5.`);
    return { rows, columns: columns.names, warnings };
  }

  async *blocks(): AsyncGenerator<RowBlock> {
    const { file, columns, delimiter, mark, body } = this.#head;
    const width = columns.names.length;
    const table = { file, columns, delimiter, mark, line: body.line, samples: this.#samples };
    const rows = new NumberRows(table, Math.max(1, Math.floor(BLOCK_VALUES / width)));
    const ids: string[] = [];
    const block = (): RowBlock => {
      for (const id of rows.ids) ids.push(id);
      const matrix = denseMatrix(rows.values.subarray(0, rows.ids.length * width), width);
      const taken = { rows: rows.ids, matrix };
      rows.ids = [];
      return taken;
    };
    for await (const _ of readBody(this.#head, rows)) if (rows.full) yield block();
    if (rows.ids.length > 0) yield block();
    rows.end();
    this.#ids = ids;
    this.#decimalCommas = rows.mark === ',';
  }

  async #readIds(): Promise<string[]> {
    const rows = new IdRows(this.#head);
    for await (const _ of readBody(this.#head, rows));
    this.#ids = rows.ids;
    return rows.ids;
  }
}
