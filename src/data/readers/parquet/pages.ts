import type { CompressionCodec, DecodedArray, ParquetType, SchemaElement } from 'hyparquet';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decodeValues } from './decodeValues.ts';
import { decompress } from './decompress.ts';
import { type PageHeader, readPageHeader } from './pageHeader.ts';
import { NotRead } from './problem.ts';
import { decodeRuns } from './runs.ts';

/** No writer that we know of makes pages of more rows; an absurd number must not take the memory. */
const MOST_ROWS = 1 << 24;

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
  let dictionary: DecodedArray | null = null;
  let at = 0;
  for (let row = 0; row < chunk.rows; ) {
    const header = readPageHeader(bytes.subarray(at));
    const start = at + header.headerSize;
    at = start + header.size;
    if (!(at >= start && at <= bytes.length)) throw new RangeError('a page ends outside of its chunk');
    const packed = bytes.subarray(start, at);
    if (header.kind === 'dictionary') dictionary = readDictionary(packed, header, chunk);
    else if (header.kind !== 'other') {
      const page = readPage(packed, header, chunk, dictionary, chunk.rows - row);
      row += page.rows;
      yield page;
    }
  }
}

function readDictionary(packed: Uint8Array, header: PageHeader, { element, type, codec }: Chunk): DecodedArray {
  const bytes = decompress(packed, codec, header.unpackedSize);
  return toKind(decodeValues(bytes, 'PLAIN', type, header.values, element.type_length), element);
}

/** @param most rows that the row group still lacks */
function readPage(
  packed: Uint8Array,
  header: PageHeader,
  { element, type, codec }: Chunk,
  dictionary: DecodedArray | null,
  most: number,
): Page {
  const { values: rows, encoding } = header;
  if (!(rows >= 0 && rows <= Math.min(most, MOST_ROWS))) throw new RangeError(`a page of ${rows} rows`);
  const required = element.repetition_type === 'REQUIRED';
  const { bytes, levels } =
    header.kind === 'data 2' ? openPageV2(packed, header, codec) : openPage(packed, header, codec, required);
  const present = required ? null : decodeRuns(levels, 1, rows);
  const count = present === null ? rows : present.reduce((sum, level) => sum + level, 0);
  if (encoding.endsWith('_DICTIONARY')) return { rows, values: lookUp(bytes, count, dictionary), present };
  return { rows, values: toKind(decodeValues(bytes, encoding, type, count, element.type_length), element), present };
}

/** The values of a page, unpacked, and which rows have one. */
interface OpenPage {
  readonly bytes: Uint8Array;
  readonly levels: Uint8Array;
}

function openPage(packed: Uint8Array, header: PageHeader, codec: CompressionCodec, required: boolean): OpenPage {
  const bytes = decompress(packed, codec, header.unpackedSize);
  if (required) return { bytes, levels: bytes.subarray(0, 0) };
  if (header.levels !== 'RLE') {
    throw new NotRead(header.levels ? `levels in the encoding ${header.levels}` : 'levels in an unknown encoding');
  }
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  return { bytes: bytes.subarray(end), levels: bytes.subarray(4, end) };
}

/** Since the second version levels are not packed. */
function openPageV2(packed: Uint8Array, header: PageHeader, codec: CompressionCodec): OpenPage {
  const { repetitionBytes: start, definitionBytes, unpackedSize } = header;
  const end = start + definitionBytes;
  const rest = packed.subarray(end);
  const bytes = header.packed ? decompress(rest, codec, unpackedSize - end) : rest;
  return { bytes, levels: packed.subarray(start, end) };
}

function lookUp(bytes: Uint8Array, count: number, dictionary: DecodedArray | null): DecodedArray {
  if (count === 0) return [];
  if (dictionary === null) throw new Error('a page without its dictionary');
  const places = decodeRuns(bytes.subarray(1), bytes[0], count);
  const values = dictionary instanceof Float64Array ? new Float64Array(count) : new Array<unknown>(count);
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
