import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { filesOf } from './filesOf.ts';

/**
 * The SHA-256 of a file's bytes, in hex, read as a stream; of a 10x matrix in three files that of each file's name, size and
 * bytes in turn.
 */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  const files = await filesOf(path);
  for (const file of files) {
    if (files.length > 1) hash.update(`${basename(file)}\0${(await stat(file)).size}\0`);
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, { end: false });
  }
  return hash.digest('hex');
}
