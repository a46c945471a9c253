import { readSync } from 'node:fs';

/** Bytes that are read at once where less is asked for: pieces that follow each other cost one reading. */
const READ_AHEAD = 4 << 20;

/** Pieces of an open file, wherever they lie. */
export class FileSlices {
  readonly #descriptor: number;
  readonly size: number;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor;
    this.size = size;
  }

  /**
   * The bytes from `start` to before `end`.
   * @throws RangeError where they do not lie in the file
   */
  read(start: number, end: number): Uint8Array {
    if (!(start >= 0 && start <= end && end <= this.size)) throw new RangeError('outside of the file');
    if (start < this.#start || end > this.#start + this.#bytes.length) {
      const bytes = new Uint8Array(Math.min(Math.max(end - start, READ_AHEAD), this.size - start));
      for (let filled = 0; filled < bytes.length; ) {
        const read = readSync(this.#descriptor, bytes, filled, bytes.length - filled, start + filled);
        if (read === 0) throw new RangeError('the file ends too early');
        filled += read;
      }
      this.#bytes = bytes;
      this.#start = start;
    }
    return this.#bytes.subarray(start - this.#start, end - this.#start);
  }
}
