import type { DecodedArray, ParquetType } from 'hyparquet';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { LARGEST_PAGE } from './decompress.ts';
import { NotRead } from './problem.ts';
import { decodeRuns } from './runs.ts';

interface Reader {
  readonly view: DataView;
  offset: number;
}

/** Bits that a value takes at least, by its type. */
const LEAST_BITS: Readonly<Record<ParquetType, number>> = {
  BOOLEAN: 1,
  INT32: 32,
  INT64: 64,
  INT96: 96,
  FLOAT: 32,
  DOUBLE: 64,
  BYTE_ARRAY: 32,
  FIXED_LEN_BYTE_ARRAY: 8,
};

/**
 * The values of a page, in any encoding but that by a dictionary:
 * https://github.com/apache/parquet-format/blob/master/Encodings.md
 * @throws Error where the bytes hold fewer, or are encoded in a way that we do not read
 */
export function decodeValues(
  bytes: Uint8Array,
  encoding: string,
  type: ParquetType,
  count: number,
  length: number | undefined,
): DecodedArray {
  if (count === 0) return [];
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  switch (encoding) {
    case 'PLAIN':
      requireBytes(bytes, count, type);
      return readPlain(reader, type, count, length);
    case 'BYTE_STREAM_SPLIT':
      requireBytes(bytes, count, type);
      return byteStreamSplit(reader, count, type, length);
    case 'RLE':
      // Of values, truth values alone are encoded in runs, after the length of the runs.
      return decodeRuns(bytes.subarray(4), 1, count);
    case 'DELTA_BINARY_PACKED':
      return type === 'INT32'
        ? readDeltas(reader, new Int32Array(count))
        : readDeltas(reader, new BigInt64Array(count));
    case 'DELTA_LENGTH_BYTE_ARRAY':
      return readPieces(reader, new Int32Array(count), readDeltas(reader, new Int32Array(count)));
    case 'DELTA_BYTE_ARRAY': {
      const shared = readDeltas(reader, new Int32Array(count));
      return readPieces(reader, shared, readDeltas(reader, new Int32Array(count)));
    }
    default:
      throw new NotRead(encoding ? `values in the encoding ${encoding}` : 'values in an unknown encoding');
  }
}

function requireBytes(bytes: Uint8Array, count: number, type: ParquetType): void {
  if (count * LEAST_BITS[type] > bytes.length * 8) throw new RangeError(`a page too short for ${count} values`);
}

/** Fills `into` from a stream of differences, whose head must make sense: reading would go round in circles otherwise. */
function readDeltas<T extends Int32Array | BigInt64Array>(reader: Reader, into: T): T {
  const peek = { ...reader };
  const block = readVarInt(peek);
  const miniblocks = readVarInt(peek);
  if (!(block > 0 && block <= 1 << 20 && miniblocks > 0 && block % (miniblocks * 8) === 0)) {
    throw new RangeError('differences in blocks of an absurd size');
  }
  deltaBinaryUnpack(reader, into.length, into);
  return into;
}

/** Texts, each the beginning of the one before and a piece of its own. @param shared bytes of the one before */
function readPieces(reader: Reader, shared: Int32Array, lengths: Int32Array): Uint8Array[] {
  const { view } = reader;
  let last = new Uint8Array(0);
  let total = 0;
  return Array.from(lengths, (length, i) => {
    if (shared[i] < 0 || shared[i] > last.length) throw new RangeError('a text longer than the one before it');
    const piece = new Uint8Array(view.buffer, view.byteOffset + reader.offset, length);
    reader.offset += length;
    if (reader.offset > view.byteLength) throw new RangeError('the texts end too early');
    total += shared[i] + length;
    if (total > LARGEST_PAGE) throw new RangeError('a page of too much text');
    const whole = new Uint8Array(shared[i] + length);
    whole.set(last.subarray(0, shared[i]));
    whole.set(piece, shared[i]);
    last = whole;
    return whole;
  });
}
