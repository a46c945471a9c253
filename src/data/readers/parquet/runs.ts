/**
 * Numbers in Parquet's hybrid of run-length and bit-packed encoding, from least to most significant bit:
 * https://github.com/apache/parquet-format/blob/master/Encodings.md
 * @param bytes the runs, without their length
 * @param width bits of each number, 0 to 32
 * @returns [count]
 * @throws RangeError where the bytes end before the numbers do
 */
export function decodeRuns(bytes: Uint8Array, width: number, count: number): Uint32Array {
  if (width > 32) throw new RangeError('numbers of more than 32 bits');
  const numbers = new Uint32Array(count);
  if (width === 0) return numbers;
  let at = 0;
  let seen = 0;
  const next = (): number => {
    if (at >= bytes.length) throw new RangeError('the runs end too early');
    return bytes[at++];
  };
  while (seen < count) {
    let header = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = next();
      header += (byte & 0x7f) * 2 ** shift;
      more = byte >= 0x80;
    }
    const length = Math.floor(header / 2);
    if (header % 2 === 0) {
      let value = 0;
      for (let byte = 0; byte < Math.ceil(width / 8); byte++) value += next() * 2 ** (8 * byte);
      const end = Math.min(count, seen + length);
      numbers.fill(value, seen, end);
      seen = end;
    } else {
      const packed = Math.min(count - seen, length * 8);
      unpack(bytes, at, width, numbers, seen, packed);
      seen += packed;
      at += length * width;
    }
  }
  return numbers;
}

/** @param at where the packed numbers begin in `bytes` @param from where they go in `into` */
function unpack(bytes: Uint8Array, at: number, width: number, into: Uint32Array, from: number, count: number): void {
  if (at + Math.ceil((count * width) / 8) > bytes.length) throw new RangeError('the runs end too early');
  if (width === 1) {
    for (let i = 0; i < count; i++) into[from + i] = (bytes[at + (i >> 3)] >> (i & 7)) & 1;
    return;
  }
  let held = 0;
  let bits = 0;
  if (width <= 24) {
    const mask = (1 << width) - 1;
    for (let i = 0; i < count; i++) {
      for (; bits < width; bits += 8) held |= bytes[at++] << bits;
      into[from + i] = held & mask;
      held >>>= width;
      bits -= width;
    }
    return;
  }
  // At most 7 + 32 bits are held: exact as a number, not as an integer of 32 bits.
  const size = 2 ** width;
  for (let i = 0; i < count; i++) {
    for (; bits < width; bits += 8) held += bytes[at++] * 2 ** bits;
    into[from + i] = held % size;
    held = Math.floor(held / size);
    bits -= width;
  }
}
