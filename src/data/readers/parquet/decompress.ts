import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { CompressionCodec } from 'hyparquet';
import { compressors, decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';
import { NotRead } from './problem.ts';

/** Bytes. No writer that we know of makes pages of more than 100 MB; an absurd size must not take the memory. */
export const LARGEST_PAGE = 256 << 20;

/**
 * Unpacks a page of a Parquet file.
 * @param size bytes that it has unpacked
 * @throws Error for damaged bytes, another size, and codecs that nobody writes any more
 */
export function decompress(bytes: Uint8Array, codec: CompressionCodec, size: number): Uint8Array {
  if (!(size >= 0 && size <= LARGEST_PAGE)) throw new RangeError(`a page of ${size} bytes`);
  const unpacked = size === 0 ? new Uint8Array(0) : unpack(bytes, codec, size);
  if (unpacked.length !== size) throw new RangeError(`a page of ${unpacked.length} bytes instead of ${size}`);
  return unpacked;
}

function unpack(bytes: Uint8Array, codec: CompressionCodec, size: number): Uint8Array {
  switch (codec) {
    case 'UNCOMPRESSED':
      return bytes;
    case 'GZIP':
      return gunzipSync(bytes, { maxOutputLength: size });
    case 'BROTLI':
      return brotliDecompressSync(bytes, { maxOutputLength: size });
    case 'ZSTD':
      // With a place for the result, the size that the bytes claim is not allocated.
      return decompressZstd(bytes, new Uint8Array(size));
    case 'SNAPPY':
      if (compressors.SNAPPY) return compressors.SNAPPY(bytes, size);
      break;
    case 'LZ4':
      return decompressLz4(bytes, size);
    case 'LZ4_RAW':
      return decompressLz4Raw(bytes, size);
    case 'LZO':
      break;
  }
  throw new NotRead(codec ? `pages packed by ${codec}` : 'pages packed in an unknown way');
}
