/** Types of the compact protocol. */
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const MAP = 11;
const STRUCT = 12;

/** Nothing in a Parquet file is nested deeper. */
const DEEPEST = 32;

/**
 * Reads the structures of a Parquet file piece by piece, and passes over what nobody asks for, so that claims of absurd lengths
 * take no memory: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 * Every method throws a RangeError where the bytes end, or hold something else than is asked for.
 */
export class ThriftReader {
  readonly #bytes: Uint8Array;
  #type = 0;
  #depth = 0;
  /** where the next byte is read */
  offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param read takes a field by one of the methods below, and returns false where it does not want it */
  struct(read: (field: number) => boolean): void {
    this.#expect(STRUCT);
    this.fields(read);
  }

  /** The fields of a structure that begins here. */
  fields(read: (field: number) => boolean): void {
    if (++this.#depth > DEEPEST) throw new RangeError('structures nested too deep');
    let field = 0;
    for (let byte = this.#byte(); (byte & 0x0f) !== 0; byte = this.#byte()) {
      field = byte >> 4 === 0 ? this.#zigzag() : field + (byte >> 4);
      const type = byte & 0x0f;
      this.#type = type;
      if (!read(field)) this.#skip(type);
    }
    this.#depth--;
  }

  /** @param read takes one element */
  list(read: () => void): void {
    this.#expect(LIST);
    const [type, length] = this.#listHead();
    for (let i = 0; i < length; i++) {
      this.#type = type;
      read();
    }
  }

  /** A whole number, exact up to 2^53. */
  number(): number {
    if (this.#type === BYTE) return (this.#byte() << 24) >> 24;
    if (this.#type < BYTE || this.#type >= DOUBLE) throw new RangeError('something else than a number');
    return this.#zigzag();
  }

  /** A field that is true or false. */
  boolean(): boolean {
    if (this.#type !== TRUE && this.#type !== FALSE) throw new RangeError('something else than true or false');
    return this.#type === TRUE;
  }

  text(): string {
    this.#expect(BINARY);
    const length = this.#varint();
    const { buffer, byteOffset } = this.#bytes;
    const start = this.#pass(length);
    return Buffer.from(buffer, byteOffset + start, length).toString();
  }

  #skip(type: number): void {
    switch (type) {
      case TRUE:
      case FALSE:
        return;
      case BYTE:
        this.#pass(1);
        return;
      case DOUBLE:
        this.#pass(8);
        return;
      case BINARY:
        this.#pass(this.#varint());
        return;
      case LIST:
      case SET: {
        const [element, length] = this.#listHead();
        for (let i = 0; i < length; i++) this.#skip(element <= FALSE ? BYTE : element);
        return;
      }
      case STRUCT:
        this.fields(() => false);
        return;
      case MAP:
        throw new RangeError('a map');
      default:
        this.#varint();
    }
  }

  #listHead(): readonly [type: number, length: number] {
    const byte = this.#byte();
    const length = byte >> 4 === 15 ? this.#varint() : byte >> 4;
    // Every element takes a byte at least.
    if (length > this.#bytes.length - this.offset) throw new RangeError('a list longer than the file');
    return [byte & 0x0f, length];
  }

  #expect(type: number): void {
    if (this.#type !== type) throw new RangeError('something else than is expected');
  }

  #zigzag(): number {
    const number = this.#varint();
    return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
  }

  #varint(): number {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#byte();
      number += (byte & 0x7f) * factor;
      if (byte < 0x80) return number;
    }
  }

  #byte(): number {
    return this.#bytes[this.#pass(1)];
  }

  /** @returns where the bytes begin that are passed */
  #pass(length: number): number {
    const start = this.offset;
    if (!(length >= 0 && start + length <= this.#bytes.length)) throw new RangeError('the file ends too early');
    this.offset += length;
    return start;
  }
}
