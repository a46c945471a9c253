import { expect, test } from 'vitest';
import { withDpi } from '../../webview/plots/pngDpi.ts';

/** One grey pixel: signature, IHDR, IDAT (zlib.compress(b'\0\x80') of Python) and IEND. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

test('a resolution is the chunk that libpng writes, after the header and before the pixels', () => {
  const png = Buffer.from(PIXEL, 'base64');
  const marked = Buffer.from(withDpi(png, 300));
  // python3 -c "import struct, zlib; c = b'pHYs' + struct.pack('>IIB', 11811, 11811, 1); print((struct.pack('>I', 9) + c + struct.pack('>I', zlib.crc32(c))).hex())"
  expect(marked.subarray(33, 54).toString('hex')).toBe('000000097048597300002e2300002e230178a53f76');
  expect(marked.subarray(0, 33)).toEqual(png.subarray(0, 33));
  expect(marked.subarray(54)).toEqual(png.subarray(33));
});
