import { expect, test } from 'vitest';
import type { ValueScale } from '../../webview/state/choice.ts';
import { codeWords, colouring, countCodes } from '../../webview/state/colouring.ts';
import { LINEAR } from '../../webview/state/valueRamp.ts';
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

const values = (...numbers: number[]) => ({
  kind: 'continuous' as const,
  name: 'age',
  values: Float32Array.from(numbers),
});
const byValue = (column: ReturnType<typeof values>, scale: Partial<ValueScale> = {}) =>
  colouring(column, column.values.length, 'dark', '#fff', { ...LINEAR, ...scale });

test('values are spread over the scale, NaN is missing, one value alone is fine', () => {
  const { codes, ramp, describe } = byValue(values(10, Number.NaN, 20, 15));
  expect([...codes]).toEqual([1, 0, 64, 33]);
  expect(ramp).toEqual({ low: 10, high: 20, log: false, data: [10, 20] });
  expect(describe(1)).toBe('missing');
  expect([...byValue(values(7)).codes]).toEqual([1]);
  expect(byValue(values(Number.NaN)).ramp).toBeNull();
  expect([...byValue(values(Number.NaN)).codes]).toEqual([0]);
});

test('a log scale gives equal ratios equal steps, and is refused where a value is 0', () => {
  // 1, 10 and 100: the middle of the ramp is 10.
  expect([...byValue(values(1, 10.001, 100), { log: true }).codes]).toEqual([1, 33, 64]);
  expect(byValue(values(0, 10, 100), { log: true }).ramp?.log).toBe(false);
  expect(byValue(values(1, 10, 100), { log: true, low: -5 }).ramp?.low).toBe(1);
});

test('fixed ends hold what lies beyond in the colours of the ends, in either order', () => {
  const { codes, ramp } = byValue(values(-3, 0, 5, 9.99, 40), { low: 0, high: 10 });
  expect([...codes]).toEqual([1, 1, 33, 64, 64]);
  expect(ramp).toMatchObject({ low: 0, high: 10, data: [-3, 40] });
  expect(byValue(values(-3, 40), { low: 10, high: 0 }).ramp).toMatchObject({ low: 0, high: 10 });
});

test('clipping ends the ramp at the outermost hundredths', () => {
  // numpy.quantile(numpy.append(numpy.arange(100), 1e6), [0.01, 0.99]) = 1, 99
  const { ramp, codes } = byValue(values(...Array.from({ length: 100 }, (_, i) => i), 1e6), { clip: true });
  expect(ramp).toMatchObject({ low: 1, high: 99, data: [0, 1e6] });
  expect([codes[0], codes[1], codes[50], codes[100]]).toEqual([1, 1, 33, 64]);
  // A limit that is set holds on its side.
  expect(byValue(values(0, 1, 2, 3), { clip: true, low: 1 }).ramp?.low).toBe(1);
});

test('ranges of codes are said in values, open where values lie beyond the ends', () => {
  const plain = byValue(values(0, 64));
  expect(codeWords(plain, 1, 64)).toBe('age 0 to 64');
  expect(codeWords(plain, 17, 32)).toBe('age 16 to 32');
  expect(codeWords(plain, 0, 0)).toBe('age missing');
  const fixed = byValue(values(0, 64), { low: 16, high: 32 });
  expect(codeWords(fixed, 1, 32)).toBe('age up to 24');
  expect(codeWords(fixed, 33, 64)).toBe('age from 24');
  expect(codeWords(fixed, 1, 64)).toBe('any age');
});

test('samples are counted by code, all or those of a mask', () => {
  const codes = Uint8Array.of(0, 2, 2, 1);
  expect(countCodes(codes, 3, null)).toEqual([1, 1, 2]);
  expect(countCodes(codes, 3, Uint8Array.of(1, 0, 1, 0))).toEqual([1, 0, 1]);
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
