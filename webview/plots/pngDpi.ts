const INCH = 0.0254;
/** Bytes of the signature, and of the first chunk, IHDR, which must stay the first. */
const SIGNATURE = 8;
const HEADER = 4 + 4 + 13 + 4;

/**
 * Writes into a PNG how large it is meant to be, as the chunk pHYs: journals read the resolution there.
 * (PNG specification, third edition, 11.3.4.3; a canvas writes no such chunk.)
 */
export function withDpi(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(4 + 4 + 9 + 4);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set(new TextEncoder().encode('pHYs'), 4);
  const pixelsPerMetre = Math.round(dpi / INCH);
  view.setUint32(8, pixelsPerMetre);
  view.setUint32(12, pixelsPerMetre);
  view.setUint8(16, 1); // the unit is the metre
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const start = SIGNATURE + HEADER;
  const result = new Uint8Array(png.length + chunk.length);
  result.set(png.subarray(0, start));
  result.set(chunk, start);
  result.set(png.subarray(start), start + chunk.length);
  return result;
}

/** Cyclic redundancy check of a chunk (PNG specification, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
