import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fileProblem } from './fileKind.ts';

const CHUNK_BYTES = 1 << 20;

/**
 * A file's bytes in pieces of about 1 MB, unzipped where it is gzip.
 * @throws UserError for what the disk or gzip refuses
 */
export async function* byteStream(file: string, gzip: boolean): AsyncGenerator<Buffer> {
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const out = new PassThrough({ highWaterMark: 2 * CHUNK_BYTES });
  const unzip = gzip ? [createGunzip({ chunkSize: CHUNK_BYTES })] : [];
  const piping = pipeline([source, ...unzip, out]);
  // The loop below meets the same error; without this the early rejection would count as unhandled.
  piping.catch(() => undefined);
  try {
    for await (const bytes of out) yield bytes;
  } catch (error) {
    throw fileProblem(file, error);
  } finally {
    source.destroy();
  }
}
