/** The part of a text that is being worked on: what was not used up of earlier pieces, and the latest piece. */
export class ByteWindow {
  #buffer: Buffer = Buffer.alloc(0);
  #from = 0;
  #to = 0;

  /** What is there; good until the next `add`. */
  get bytes(): Buffer {
    return this.#buffer.subarray(this.#from, this.#to);
  }

  get length(): number {
    return this.#to - this.#from;
  }

  /** Adds a piece, of which a copy is kept. */
  add(piece: Buffer): void {
    const rest = this.length;
    if (rest + piece.length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * rest, rest + piece.length));
      this.#buffer.copy(larger, 0, this.#from, this.#to);
      this.#buffer = larger;
    } else if (this.#from > 0) {
      this.#buffer.copyWithin(0, this.#from, this.#to);
    }
    piece.copy(this.#buffer, rest);
    this.#from = 0;
    this.#to = rest + piece.length;
  }

  /** Takes bytes off the front. */
  drop(count: number): void {
    this.#from += count;
  }
}
