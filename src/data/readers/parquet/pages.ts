import type { CompressionCodec, DecodedArray, PageHeader, ParquetType, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { decodeValues } from './decodeValues.ts';
import { decompress } from './decompress.ts';
import { NotRead } from './problem.ts';
import { decodeRuns } from './runs.ts';

/** Some rows of one column. */
export interface Page {
  readonly rows: number;
  /** the values of the rows that have one, in order */
  readonly values: DecodedArray;
  /** [rows] 1 = the row has a value; null = all have */
  readonly present: Uint32Array | null;
}

/** A flat column in one row group: pages of it, one after the other. */
export interface Chunk {
  readonly element: SchemaElement;
  readonly type: ParquetType;
  readonly codec: CompressionCodec;
  readonly rows: number;
}

/**
 * The pages of a flat column, each unpacked when it is asked for.
 * @param bytes of the chunk, all of its pages
 * @throws Error where they are damaged
 */
export function* pagesOf(bytes: Uint8Array, chunk: Chunk): Generator<Page> {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let dictionary: DecodedArray | null = null;
  for (let row = 0; row < chunk.rows; ) {
    const header = parquetHeader(reader);
    const start = reader.offset;
    const end = start + header.compressed_page_size;
    if (!(end >= start && end <= bytes.length)) throw new RangeError('a page ends outside of its chunk');
    reader.offset = end;
    const packed = bytes.subarray(start, end);
    if (header.type === 'DICTIONARY_PAGE') dictionary = readDictionary(packed, header, chunk);
    else if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
      const page = readPage(packed, header, chunk, dictionary, chunk.rows - row);
      row += page.rows;
      yield page;
    }
  }
}

function readDictionary(packed: Uint8Array, header: PageHeader, { element, type, codec }: Chunk): DecodedArray {
  const bytes = decompress(packed, codec, header.uncompressed_page_size);
  const count = header.dictionary_page_header?.num_values ?? 0;
  // Every value takes a bit at least, of a page that is no larger than decompress() allows.
  if (!(count >= 0 && count <= bytes.length * 8)) throw new RangeError(`a dictionary of ${count} values`);
  return toKind(readPlain(readerOf(bytes), type, count, element.type_length), element);
}

/** @param most rows that the row group still lacks */
function readPage(
  packed: Uint8Array,
  header: PageHeader,
  { element, type, codec }: Chunk,
  dictionary: DecodedArray | null,
  most: number,
): Page {
  const { bytes, levels, rows, encoding } =
    header.type === 'DATA_PAGE' ? openPage(packed, header, element, codec) : openPageV2(packed, header, codec);
  if (!(rows >= 0 && rows <= most)) throw new RangeError(`a page of ${rows} rows`);
  const present = element.repetition_type === 'REQUIRED' ? null : decodeRuns(levels, 1, rows);
  const count = present === null ? rows : present.reduce((sum, level) => sum + level, 0);
  if (encoding.endsWith('_DICTIONARY')) {
    return { rows, values: lookUp(bytes, count, dictionary), present };
  }
  const values = decodeValues(bytes, encoding, type, count, element.type_length);
  return { rows, values: toKind(values, element), present };
}

interface OpenPage {
  readonly bytes: Uint8Array;
  readonly levels: Uint8Array;
  readonly rows: number;
  readonly encoding: string;
}

function openPage(
  packed: Uint8Array,
  { data_page_header: header, uncompressed_page_size: size }: PageHeader,
  element: SchemaElement,
  codec: CompressionCodec,
): OpenPage {
  if (!header) throw new Error('a page without a header');
  const bytes = decompress(packed, codec, size);
  const { num_values: rows, encoding } = header;
  if (element.repetition_type === 'REQUIRED') return { bytes, levels: bytes.subarray(0, 0), rows, encoding };
  if (header.definition_level_encoding !== 'RLE')
    throw new NotRead(`levels in the encoding ${header.definition_level_encoding}`);
  const end = 4 + readerOf(bytes).view.getUint32(0, true);
  return { bytes: bytes.subarray(end), levels: bytes.subarray(4, end), rows, encoding };
}

function openPageV2(
  packed: Uint8Array,
  { data_page_header_v2: header, uncompressed_page_size: size }: PageHeader,
  codec: CompressionCodec,
): OpenPage {
  if (!header) throw new Error('a page without a header');
  const start = header.repetition_levels_byte_length;
  const end = start + header.definition_levels_byte_length;
  const rest = packed.subarray(end);
  const bytes = header.is_compressed === false ? rest : decompress(rest, codec, size - end);
  return { bytes, levels: packed.subarray(start, end), rows: header.num_rows, encoding: header.encoding };
}

function lookUp(bytes: Uint8Array, count: number, dictionary: DecodedArray | null): DecodedArray {
  if (count === 0) return [];
  if (dictionary === null) throw new Error('a page without its dictionary');
  const places = decodeRuns(bytes.subarray(1), bytes[0], count);
  const values = new Array<unknown>(count);
  for (let i = 0; i < count; i++) {
    if (places[i] >= dictionary.length) throw new RangeError('a value outside of the dictionary');
    values[i] = dictionary[places[i]];
  }
  return values;
}

/** Numbers, text and dates in place of the bytes that stand for them. */
function toKind(values: DecodedArray, element: SchemaElement): DecodedArray {
  return convert(values, {
    element,
    type: element.type ?? 'INT32',
    pathInSchema: [element.name],
    schemaPath: [],
    codec: 'UNCOMPRESSED',
    parsers: { ...DEFAULT_PARSERS, jsonFromBytes: DEFAULT_PARSERS.stringFromBytes },
  });
}

function readerOf(bytes: Uint8Array): { view: DataView; offset: number } {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
