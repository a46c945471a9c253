import type { SchemaElement } from 'hyparquet';
import { UserError } from '../../../run/userError.ts';
import { type ColumnKind, columnKind } from './columnKind.ts';
import type { FileSlices } from './fileSlices.ts';
import { type Metadata, readMetadata } from './metadata.ts';
import type { Chunk } from './pages.ts';
import { type PandasIndex, pandasIndex } from './pandasIndex.ts';
import { parquetProblem } from './problem.ts';

/** What a Parquet file holds, before any value of it is read. */
export interface Footer {
  readonly rows: number;
  /** those at the top: a nested one is one column */
  readonly columns: readonly ParquetColumn[];
  readonly groups: readonly RowGroup[];
  readonly index: PandasIndex | null;
}

export interface ParquetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** numbers without decimals */
  readonly whole: boolean;
  /** among the chunks of a row group */
  readonly place: number;
}

/** Some rows, which the file keeps together. */
export interface RowGroup {
  readonly rows: number;
  /** one of each column without others nested in it, in the order of the file */
  readonly chunks: readonly PlacedChunk[];
}

export interface PlacedChunk extends Chunk {
  /** bytes of the file: from `start` to before `end` */
  readonly start: number;
  readonly end: number;
}

/** More samples than anyone has measured. */
const MOST_ROWS = 1 << 25;

/** @throws UserError where the file is damaged, cut off, without rows, or with absurdly many */
export function readFooter(file: string, slices: FileSlices): Footer {
  let footer: Footer;
  try {
    footer = layOut(readMetadata(footerBytes(slices)), slices.size);
  } catch (error) {
    throw parquetProblem(file, error);
  }
  if (footer.rows === 0)
    throw new UserError(`${file} has columns and no rows. Export the table again with its samples.`);
  if (footer.rows > MOST_ROWS) {
    throw new UserError(
      `${file} claims ${footer.rows.toLocaleString('en')} rows. A table of samples has ${MOST_ROWS.toLocaleString('en')} at most: keep fewer, or save it again.`,
    );
  }
  return footer;
}

/** A file ends with its metadata, their length in four bytes, and four letters. */
function footerBytes(slices: FileSlices): Uint8Array {
  const { size } = slices;
  const tail = Buffer.from(slices.read(size - 8, size));
  if (tail.toString('latin1', 4) !== 'PAR1') throw new RangeError('the file is cut off');
  return slices.read(size - 8 - tail.readUInt32LE(0), size - 8);
}

function layOut({ schema, rows, groups, notes }: Metadata, size: number): Footer {
  const { columns, leaves } = columnsOf(schema);
  const placed = groups.map((group): RowGroup => {
    const rows = wholeNumber(group.rows);
    if (group.columns.length !== leaves.length) throw new RangeError('a row group that lacks columns');
    const chunks = group.columns.map(({ type, codec, start, length }, place): PlacedChunk => {
      const end = wholeNumber(start) + wholeNumber(length);
      if (end > size) throw new RangeError('a column that ends outside of the file');
      return { element: leaves[place], type, codec, rows, start, end };
    });
    return { rows, chunks };
  });
  if (placed.reduce((sum, group) => sum + group.rows, 0) !== rows) throw new RangeError('row groups of other sizes');
  return { rows, columns, groups: placed, index: pandasIndex(notes) };
}

function columnsOf(schema: Metadata['schema']): { columns: ParquetColumn[]; leaves: SchemaElement[] } {
  const columns: ParquetColumn[] = [];
  const leaves: SchemaElement[] = [];
  let open = 0;
  // Elements within others follow them: `open` counts those that are still to come within the column at the top.
  for (const element of schema.slice(1)) {
    if (open === 0) columns.push(columnOf(element, leaves.length));
    else open--;
    if (element.num_children) open += wholeNumber(element.num_children);
    else leaves.push(element);
  }
  if (columns.length === 0 || open > 0) throw new RangeError('a schema that lacks elements');
  return { columns, leaves };
}

function columnOf(element: SchemaElement, place: number): ParquetColumn {
  const { name, type, converted_type: converted } = element;
  const whole = (type === 'INT32' || type === 'INT64') && converted !== 'DECIMAL';
  return { name, kind: columnKind(element), whole, place };
}

function wholeNumber(number: number): number {
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new RangeError('a size that is no number');
}
