import { open } from 'node:fs/promises';
import { UserError } from '../../../run/userError.ts';
import { byteStream } from '../byteStream.ts';
import { fileProblem } from '../fileKind.ts';

/** A line of more bytes is none that we read. */
const LONGEST_LINE = 1 << 20;
const LINE_FEED = 10;

/**
 * A text file's bytes in pieces that end where a line does, unzipped where it is gzip; the last line may lack its end.
 * @throws UserError for what the disk or gzip refuses, and where lines never end
 */
export async function* wholeLines(file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const bytes of byteStream(file, await isGzip(file))) {
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) yield rest.length > 0 ? Buffer.concat([rest, bytes.subarray(0, end)]) : bytes.subarray(0, end);
    rest = end > 0 ? Buffer.from(bytes.subarray(end)) : Buffer.concat([rest, bytes]);
    if (rest.length > LONGEST_LINE) {
      throw new UserError(`${file} is no text file with lines: one of them has no end. Download or copy it again.`);
    }
  }
  if (rest.length > 0) yield rest;
}

/** @throws UserError for a file that is not there or may not be read */
export async function isGzip(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileProblem(file, error);
  }
}
