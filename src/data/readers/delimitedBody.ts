import { ByteWindow } from './byteWindow.ts';
import { openQuote, type Place, refuseEndless } from './cells.ts';
import type { DelimitedHead } from './delimitedHead.ts';
import { textBytes } from './textBytes.ts';

/** What takes whole cells from the front of bytes; the rest is given again with what follows. */
export interface CellReader extends Place {
  /** @returns how many bytes were taken */
  take(bytes: Buffer): number;
}

/**
 * Gives a reader all that follows the header of a table, and stops after every piece.
 * @throws UserError for all that textBytes and the reader refuse, for a quote that is never closed and cells without an end
 */
export async function* readBody({ file, body }: DelimitedHead, reader: CellReader): AsyncGenerator<undefined> {
  const window = new ByteWindow();
  let skip = body.offset;
  let rest = 0;
  for await (const piece of textBytes(file)) {
    window.add(piece.subarray(Math.min(skip, piece.length)));
    skip -= Math.min(skip, piece.length);
    // A long cell is looked at again only where it may have come to its end.
    if (window.length < 2 * rest) continue;
    yield* takeAll(window, reader);
    rest = window.length;
    refuseEndless(window.bytes, reader);
  }
  yield* takeAll(window, reader);
  if (window.length > 0) throw openQuote(reader);
}

function* takeAll(window: ByteWindow, reader: CellReader): Generator<undefined> {
  for (let taken = 1; taken > 0; ) {
    taken = reader.take(window.bytes);
    window.drop(taken);
    yield;
  }
}
