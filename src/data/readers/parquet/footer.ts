import { type FileMetaData, parquetMetadataAsync } from 'hyparquet';
import { UserError } from '../../../run/userError.ts';
import { type ColumnKind, columnKind } from './columnKind.ts';
import type { FileSlices } from './fileSlices.ts';
import type { Chunk } from './pages.ts';
import { type PandasIndex, pandasIndex } from './pandasIndex.ts';
import { NotRead, parquetProblem } from './problem.ts';

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

/** @throws UserError where the file is damaged, cut off or without rows */
export async function readFooter(file: string, slices: FileSlices): Promise<Footer> {
  const metadata = await parseFooter(file, slices);
  let footer: Footer;
  try {
    footer = layOut(metadata, slices.size);
  } catch (error) {
    throw parquetProblem(file, error);
  }
  if (footer.rows === 0)
    throw new UserError(`${file} has columns and no rows. Export the table again with its samples.`);
  return footer;
}

async function parseFooter(file: string, slices: FileSlices): Promise<FileMetaData> {
  try {
    const source = {
      byteLength: slices.size,
      slice: (start: number, end = slices.size) => new Uint8Array(slices.read(start, end)).buffer,
    };
    return await parquetMetadataAsync(source, { geoparquet: false });
  } catch (error) {
    throw parquetProblem(file, error);
  }
}

function layOut(metadata: FileMetaData, size: number): Footer {
  const { columns, leaves } = columnsOf(metadata);
  const groups = metadata.row_groups.map((group): RowGroup => {
    const rows = wholeNumber(group.num_rows);
    if (group.columns.length !== leaves.length) throw new RangeError('a row group that lacks columns');
    const chunks = group.columns.map(({ file_path, meta_data }, place): PlacedChunk => {
      if (file_path) throw new NotRead(`values in another file (${file_path})`);
      if (!meta_data) throw new NotRead('encrypted columns');
      const { data_page_offset: pages, dictionary_page_offset: dictionary } = meta_data;
      const start = wholeNumber(dictionary && dictionary < pages ? dictionary : pages);
      const end = start + wholeNumber(meta_data.total_compressed_size);
      if (end > size) throw new RangeError('a column that ends outside of the file');
      const { type, codec } = meta_data;
      return { element: leaves[place], type, codec, rows, start, end };
    });
    return { rows, chunks };
  });
  const rows = wholeNumber(metadata.num_rows);
  if (groups.reduce((sum, group) => sum + group.rows, 0) !== rows) throw new RangeError('row groups of other sizes');
  return { rows, columns, groups, index: pandasIndex(metadata) };
}

function columnsOf({ schema }: FileMetaData): { columns: ParquetColumn[]; leaves: FileMetaData['schema'] } {
  const columns: ParquetColumn[] = [];
  const leaves: FileMetaData['schema'] = [];
  let at = 1;
  /** @returns the place of the first column within */
  const visit = (): number => {
    const place = leaves.length;
    const element = schema[at++];
    if (element.num_children) for (let child = 0; child < element.num_children; child++) visit();
    else leaves.push(element);
    return place;
  };
  while (at < schema.length) {
    const element = schema[at];
    columns.push({ name: element.name ?? '', kind: columnKind(element), place: visit() });
  }
  return { columns, leaves };
}

function wholeNumber(value: unknown): number {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  throw new RangeError('a size that is no number');
}
