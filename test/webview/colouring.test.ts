import { expect, test } from 'vitest';
import { colouring } from '../../webview/state/colouring.ts';
import { CATEGORY_COLOURS, categoryColour, categoryShape, MISSING, rampColour } from '../../webview/theme/palette.ts';

test('classes take Okabe and Ito colours in order, missing ones grey', () => {
  const { swatches, codes, describe } = colouring(
    { kind: 'categorical', name: 'type', classes: ['a', 'b'], codes: Int32Array.of(1, -1, 0) },
    3,
    'dark',
    '#fff',
  );
  expect(swatches.map(({ colour }) => colour)).toEqual([MISSING.dark, '#E69F00', '#56B4E9']);
  expect([...codes]).toEqual([2, 0, 1]);
  expect([0, 1, 2].map(describe)).toEqual(['b', 'missing', 'a']);
});

test('no two of 24 classes look alike', () => {
  const looks = Array.from({ length: 24 }, (_, i) => categoryColour(i, 'light') + categoryShape(i));
  expect(new Set(looks).size).toBe(24);
});

test('colours stand out from the page they are on', () => {
  // WCAG: 3 to 1 is asked of graphics; the thin outlines and shapes carry what yellow and sky blue on white lack.
  for (const colour of CATEGORY_COLOURS.dark) expect(contrast(colour, '#1f1f1f')).toBeGreaterThan(3);
  for (const colour of CATEGORY_COLOURS.light) expect(contrast(colour, '#ffffff')).toBeGreaterThan(2);
});

test('beyond 24 classes the rest is one group that says how many it holds', () => {
  const classes = Array.from({ length: 40 }, (_, i) => `c${i}`);
  const { swatches, codes, describe } = colouring(
    { kind: 'categorical', name: 'x', classes, codes: Int32Array.of(0, 22, 23, 39) },
    4,
    'dark',
    '#fff',
  );
  expect(swatches.at(-1)?.label).toBe('other (17 classes)');
  expect([...codes]).toEqual([1, 23, 24, 24]);
  expect(describe(3)).toBe('c39');
});

test('values are spread over the scale, NaN is missing, one value alone is fine', () => {
  const { codes, limits, describe } = colouring(
    { kind: 'continuous', name: 'age', values: Float32Array.of(10, Number.NaN, 20, 15) },
    4,
    'dark',
    '#fff',
  );
  expect([...codes]).toEqual([1, 0, 64, 33]);
  expect(limits).toEqual([10, 20]);
  expect(describe(1)).toBe('missing');
  expect([
    ...colouring({ kind: 'continuous', name: 'age', values: Float32Array.of(7) }, 1, 'dark', '#fff').codes,
  ]).toEqual([1]);
  const empty = colouring({ kind: 'continuous', name: 'age', values: Float32Array.of(Number.NaN) }, 1, 'dark', '#fff');
  expect(empty.limits).toBeNull();
});

test('the scale ends where its anchors end', () => {
  expect(rampColour(0)).toBe('rgb(70, 50, 127)');
  expect(rampColour(1)).toBe('rgb(253, 231, 37)');
  expect(rampColour(7)).toBe(rampColour(1));
});

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
