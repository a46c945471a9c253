import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { UserError } from '../../run/userError.ts';
import { byteStream } from './byteStream.ts';
import { fileProblem } from './fileKind.ts';

const RESAVE = 'Save the table as CSV (UTF-8) and use that file.';
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/**
 * The text of a file as UTF-8 in pieces, never all of it at once: unzipped where it is gzip (whatever its name), decoded
 * where it is UTF-16 with a byte order mark; every line end becomes "\n", also the last one where the file lacks it. A
 * piece is good until the next one is asked for.
 * @throws UserError for a missing, unreadable, empty, damaged or binary file.
 */
export async function* textBytes(file: string): AsyncGenerator<Buffer> {
  const start = await firstBytes(file);
  if (start.length === 0) throw new UserError(`${file} is empty. Export the table again.`);
  const zipped = isGzip(start);
  if (!zipped) refuseKnownBinary(file, start);

  let decode: ((bytes: Buffer) => Buffer) | null = null;
  let afterReturn = false;
  let last = -1;
  for await (const bytes of byteStream(file, zipped)) {
    decode ??= decoderFor(file, bytes);
    const text = decode(bytes);
    const endsInReturn: boolean = text.length > 0 ? text[text.length - 1] === RETURN : afterReturn;
    const piece = unixLines(text, afterReturn);
    afterReturn = endsInReturn;
    if (piece.length === 0) continue;
    if (piece.includes(0)) throw new UserError(`${file} is not a text table: it holds binary data. ${RESAVE}`);
    last = piece[piece.length - 1];
    yield piece;
  }
  if (decode?.(Buffer.alloc(0)).length) throw notUtf8(file);
  if (last === -1) throw new UserError(`${file} is empty. Export the table again.`);
  if (last !== LINE_FEED) yield Buffer.from('\n');
}

/** The first bytes of a file, 8 at most. @throws UserError where it cannot be read */
async function firstBytes(file: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      if ((await handle.stat()).isDirectory()) throw new UserError(`${file} is a folder. Name the table inside it.`);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileProblem(file, error);
  }
}

/** @param start the first two bytes of a file, at least */
export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

function refuseKnownBinary(file: string, start: Buffer): void {
  const kinds: [string, string][] = [
    ['PK\x03\x04', 'an Excel workbook or a zip archive'],
    ['\xd0\xcf\x11\xe0', 'an old Excel workbook'],
    ['\x89HDF', 'an HDF5 file'],
    ['PAR1', 'a Parquet file'],
    ['BZh', 'a bzip2 archive'],
    ['\xfd7zXZ', 'an xz archive'],
    ['\x28\xb5\x2f\xfd', 'a zstd archive'],
    ['%PDF', 'a PDF'],
  ];
  const head = start.toString('latin1');
  const kind = kinds.find(([magic]) => head.startsWith(magic));
  if (kind) throw new UserError(`${file} is ${kind[1]}, not a text table. ${RESAVE}`);
}

/**
 * What turns the bytes of a file into UTF-8; given none, what is left over: a character that was cut off. Excel's "Unicode
 * text" is UTF-16 with a byte order mark; everything else is read as UTF-8.
 */
function decoderFor(file: string, start: Buffer): (bytes: Buffer) => Buffer {
  if (start[0] === 0xff && start[1] === 0xfe) return utf16Decoder(file, 'utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return utf16Decoder(file, 'utf-16be');
  let first = true;
  let cut: Buffer = Buffer.alloc(0);
  return (bytes) => {
    if (bytes.length === 0) return cut;
    const all = cut.length > 0 ? Buffer.concat([cut, bytes]) : bytes;
    const whole = isAscii(all) ? all : all.subarray(0, all.length - cutCharacter(all));
    cut = Buffer.from(all.subarray(whole.length));
    if (!isUtf8(whole)) throw notUtf8(file);
    const marked = first && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf;
    first &&= whole.length === 0;
    return marked ? whole.subarray(3) : whole;
  };
}

function utf16Decoder(file: string, encoding: string): (bytes: Buffer) => Buffer {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes) => {
    try {
      return Buffer.from(decoder.decode(bytes, { stream: bytes.length > 0 }));
    } catch {
      throw notUtf8(file);
    }
  };
}

function notUtf8(file: string): UserError {
  return new UserError(`${file} is not a text table in UTF-8. ${RESAVE}`);
}

/** Bytes of the last character where its other bytes are not there yet, else 0. */
function cutCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return back < length ? back : 0;
  }
  return 0;
}

/** Turns CR LF and CR into LF, in place; also where the piece before ended between CR and LF. */
function unixLines(piece: Buffer, afterReturn: boolean): Buffer {
  const text = afterReturn && piece[0] === LINE_FEED ? piece.subarray(1) : piece;
  let found = text.indexOf(RETURN);
  let [from, to] = [0, 0];
  while (found !== -1) {
    if (to < from) text.copyWithin(to, from, found);
    to += found - from;
    text[to++] = LINE_FEED;
    from = found + (text[found + 1] === LINE_FEED ? 2 : 1);
    found = text.indexOf(RETURN, from);
  }
  if (to < from) text.copyWithin(to, from);
  return text.subarray(0, to + Math.max(0, text.length - from));
}
