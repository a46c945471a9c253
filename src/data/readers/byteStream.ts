import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fileProblem } from './fileKind.ts';

const CHUNK_BYTES = 1 << 18;

/**
 * A file's bytes in pieces of at most 256 KB, unzipped where it is gzip. A piece is good until the next one is asked for.
 * @throws UserError for what the disk or gzip refuses
 */
export function byteStream(file: string, gzip: boolean): AsyncGenerator<Buffer> {
  return gzip ? unzippedBytes(file) : plainBytes(file);
}

/** The next piece is read while the last one is worked on; two buffers are used in turn. */
async function* plainBytes(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file).catch((error) => {
    throw fileProblem(file, error);
  });
  const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)];
  const read = (n: number) => handle.read(buffers[n % 2], 0, CHUNK_BYTES);
  let next = read(0);
  try {
    for (let n = 1; ; n++) {
      const { buffer, bytesRead } = await next;
      if (bytesRead === 0) return;
      next = read(n);
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw fileProblem(file, error);
  } finally {
    await next.catch(() => undefined);
    await handle.close();
  }
}

async function* unzippedBytes(file: string): AsyncGenerator<Buffer> {
  const unzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const piping = pipeline([createReadStream(file, { highWaterMark: CHUNK_BYTES }), unzip]);
  // The loop below meets the same error; without this the early rejection would count as unhandled.
  piping.catch(() => undefined);
  try {
    for await (const bytes of unzip) yield bytes;
  } catch (error) {
    throw fileProblem(file, error);
  }
}
