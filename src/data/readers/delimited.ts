import { UserError } from '../../run/userError.ts';
import { denseMatrix } from '../matrix.ts';
import type { Table } from '../table.ts';
import { type Columns, listNames } from './columns.ts';
import { isMissing } from './missing.ts';
import { visitSamples } from './samples.ts';
import type { ReadOptions } from './tableFile.ts';

const BLOCK_VALUES = 1 << 20;
const LARGEST_FLOAT32 = 3.4028234663852886e38;

/**
 * Reads a table of numbers from CSV or TSV text (plain or gzip). Values grow in blocks of Float32Array while the file
 * streams by; the text is never held as a whole.
 * @throws UserError for all that visitSamples refuses, and for cells that are no numbers.
 */
export async function readDelimited(file: string, options: ReadOptions): Promise<{ table: Table; warnings: string[] }> {
  let names: readonly string[] = [];
  let cellOf = new Int32Array();
  let values = new Blocks(1);
  let offences: Offences | null = null;
  let rows = 0;
  const { ids, columns } = await visitSamples(file, options.idColumn, {
    begin(layout: Columns) {
      names = layout.names;
      cellOf = new Int32Array(layout.cells);
      values = new Blocks(names.length);
    },
    sample(cells, line) {
      rows++;
      const row = values.nextRow();
      for (let k = 0; k < cellOf.length; k++) {
        const value = parseNumber(cells[cellOf[k]]);
        row[k] = value;
        if (value === Number.POSITIVE_INFINITY) {
          offences ??= { line, column: k, cell: cells[cellOf[k]].trim(), counts: new Int32Array(names.length) };
          offences.counts[k]++;
        }
      }
    },
  });
  if (offences) throw new UserError(describe(file, names, offences, rows));
  const matrix = denseMatrix(values.join(), names.length);
  return { table: { file, sampleIds: ids, features: names, matrix }, warnings: [...columns.warnings] };
}

/** The first cell that is no number, and how many there are in each column. */
interface Offences {
  readonly line: number;
  readonly column: number;
  readonly cell: string;
  readonly counts: Int32Array;
}

/** The cell's number; NaN where it is missing; Infinity where it is no finite 32-bit number. */
function parseNumber(cell: string): number {
  const text = cell.trim();
  const value = Number(text);
  if (Number.isNaN(value) || text === '' || isRadix(text))
    return isMissing(text) ? Number.NaN : Number.POSITIVE_INFINITY;
  return Math.abs(value) > LARGEST_FLOAT32 ? Number.POSITIVE_INFINITY : value;
}

/** JavaScript reads 0x1F, 0b1 and 0o7 as numbers; in a table they are text. */
function isRadix(text: string): boolean {
  const second = text.charCodeAt(1) | 0x20;
  return second === 0x78 || second === 0x62 || second === 0x6f;
}

function describe(file: string, names: readonly string[], offences: Offences, rows: number): string {
  const { line, column, cell, counts } = offences;
  const place = `${file}, row ${line}, column "${names[column]}": "${cell.length > 40 ? `${cell.slice(0, 40)}…` : cell}"`;
  const others = names.filter((_, k) => k !== column && counts[k] > 0);
  const elsewhere =
    others.length > 0
      ? ` There is text in ${others.length} other column${others.length === 1 ? '' : 's'}, too: ${listNames(others, 5)}.`
      : '';
  if (/^[+-]?inf(inity)?$/i.test(cell) || !(Number.isNaN(Number(cell)) || isRadix(cell))) {
    return `${place} is not a finite number that fits 32 bits. Leave the cell empty if the value is not known.`;
  }
  if (/^[+-]?\d+,\d+([eE][+-]?\d+)?$/.test(cell)) {
    return `${place} is not a number: it has a decimal comma. Save the table with decimal points.`;
  }
  if (counts[column] === 1) {
    return `${place} is not a number. Correct the cell, or leave it empty if the value is missing.${elsewhere}`;
  }
  const share = counts[column] === rows ? `All ${rows} cells` : `${counts[column]} of ${rows} cells`;
  return `${place} is not a number. ${share} of this column hold text.${elsewhere} Remove the column, or use it as a label: --labels ${file}:${names[column]}`;
}

/** Rows of float32 that grow in blocks of about 4 MB, so that no large array is copied over and over. */
class Blocks {
  readonly #width: number;
  readonly #rowsPerBlock: number;
  readonly #blocks: Float32Array[] = [];
  #rows = 0;

  constructor(width: number) {
    this.#width = width;
    this.#rowsPerBlock = Math.max(1, Math.floor(BLOCK_VALUES / width));
  }

  /** A view on the next row, zeros. */
  nextRow(): Float32Array {
    const within = this.#rows % this.#rowsPerBlock;
    if (within === 0) this.#blocks.push(new Float32Array(this.#rowsPerBlock * this.#width));
    this.#rows++;
    const block = this.#blocks[this.#blocks.length - 1];
    return block.subarray(within * this.#width, (within + 1) * this.#width);
  }

  /** All rows as one array; the blocks are given up on the way. */
  join(): Float32Array {
    const all = new Float32Array(this.#rows * this.#width);
    let offset = 0;
    for (let block = this.#blocks.shift(); block; block = this.#blocks.shift()) {
      const part = block.subarray(0, Math.min(block.length, all.length - offset));
      all.set(part, offset);
      offset += part.length;
    }
    return all;
  }
}
