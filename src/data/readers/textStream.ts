import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { UserError } from '../../run/userError.ts';
import { byteStream } from './byteStream.ts';
import { fileProblem } from './fileKind.ts';

const RESAVE = 'Save the table as CSV (UTF-8) and use that file.';

/**
 * The text of a file in pieces, never all of it at once: unzipped where it is gzip (whatever its name), decoded from UTF-8
 * or, with a byte order mark, UTF-16; every line end becomes "\n", also the last one where the file lacks it.
 * @throws UserError for a missing, unreadable, empty, damaged or binary file.
 */
export async function* textStream(file: string): AsyncGenerator<string> {
  const start = await firstBytes(file);
  if (start.length === 0) throw new UserError(`${file} is empty. Export the table again.`);
  const gzip = start[0] === 0x1f && start[1] === 0x8b;
  if (!gzip) refuseKnownBinary(file, start);

  let decode: TextDecoder | null = null;
  let lastWasReturn = false;
  let last = '';
  for await (const bytes of byteStream(file, gzip)) {
    decode ??= decoderFor(bytes);
    const { text, endsInReturn } = unixLines(decodeText(file, decode, bytes), lastWasReturn);
    lastWasReturn = endsInReturn;
    if (text === '') continue;
    if (text.includes('\0')) throw new UserError(`${file} is not a text table: it holds binary data. ${RESAVE}`);
    last = text;
    yield text;
  }
  const rest = decode ? decodeText(file, decode) : '';
  if (last === '' && rest === '') throw new UserError(`${file} is empty. Export the table again.`);
  if (rest !== '') yield rest;
  if (!(rest || last).endsWith('\n')) yield '\n';
}

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

function refuseKnownBinary(file: string, start: Buffer): void {
  const kinds: [string, string][] = [
    ['PK\x03\x04', 'an Excel workbook or a zip archive'],
    ['\xd0\xcf\x11\xe0', 'an old Excel workbook'],
    ['\x89HDF', 'an HDF5 file'],
    ['PAR1', 'a Parquet file'],
    ['BZh', 'a bzip2 archive'],
    ['\xfd7zXZ', 'an xz archive'],
    ['%PDF', 'a PDF'],
  ];
  const head = start.toString('latin1');
  const kind = kinds.find(([magic]) => head.startsWith(magic));
  if (kind) throw new UserError(`${file} is ${kind[1]}, not a text table. ${RESAVE}`);
}

/** Excel's "Unicode text" is UTF-16 with a byte order mark; everything else is read as UTF-8. */
function decoderFor(bytes: Buffer): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return new TextDecoder('utf-8', { fatal: true });
}

function decodeText(file: string, decoder: TextDecoder, bytes?: Buffer): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new UserError(`${file} is not a text table in UTF-8. ${RESAVE}`);
  }
}

/** Turns CR LF and CR into LF, also where a piece ends between CR and LF. */
function unixLines(piece: string, afterReturn: boolean): { text: string; endsInReturn: boolean } {
  let text = piece;
  if (afterReturn && text.startsWith('\n')) text = text.slice(1);
  if (text === '') return { text, endsInReturn: afterReturn && piece === '' };
  const endsInReturn = text.endsWith('\r');
  return { text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, endsInReturn };
}
