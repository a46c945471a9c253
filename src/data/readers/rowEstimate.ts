import { open } from 'node:fs/promises';
import { LINE_FEED } from './cells.ts';
import { isGzip } from './textBytes.ts';

/** Places of a file, and bytes of each, in which ends of cells are counted. */
const PROBES = 32;
const PROBE_BYTES = 1 << 16;

interface Head {
  /** the first text of the file */
  readonly bytes: Buffer;
  /** whether that is all of it */
  readonly ended: boolean;
  /** where the first row below the header begins */
  readonly offset: number;
  readonly delimiter: number;
  /** cells of a row */
  readonly width: number;
}

/** Rows below the header of a delimited table: by ends of cells here and there in the file, or in its first rows where it is zipped. */
export async function estimateRows(file: string, { bytes, ended, offset, delimiter, width }: Head): Promise<number> {
  const body = bytes.subarray(offset);
  const inHead = countEnds(body, delimiter);
  if (ended) return Math.round(inHead / width);
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const read = async (length: number, position: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    if (isGzip(await read(2, 0))) {
      const unzipped = unzippedSize(size, (await read(4, size - 4)).readUInt32LE());
      return Math.round((inHead / body.length) * ((unzipped - offset) / width));
    }
    let [ends, seen] = [0, 0];
    for (let k = 0; k < PROBES; k++) {
      const probe = await read(PROBE_BYTES, Math.round((k / (PROBES - 1)) * Math.max(0, size - PROBE_BYTES)));
      ends += countEnds(probe, delimiter);
      seen += probe.length;
    }
    return Math.max(1, Math.round(((ends / seen) * size) / width) - 1);
  } finally {
    await handle.close();
  }
}

function countEnds(bytes: Buffer, delimiter: number): number {
  let ends = 0;
  for (const byte of bytes) if (byte === delimiter || byte === LINE_FEED) ends++;
  return ends;
}

/**
 * Bytes of a gzip file's text. Its last four bytes tell the size of its last member, modulo 2³²; text shrinks to a half at
 * most where it is numbers.
 * @param last those four bytes
 */
function unzippedSize(size: number, last: number): number {
  if (last >= size) return last;
  if (size < 2 ** 30) return 4 * size;
  return last + 2 ** 32 * Math.ceil((2 * size - last) / 2 ** 32);
}
