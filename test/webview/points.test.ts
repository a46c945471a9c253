import { expect, test } from 'vitest';
import { arrangePoints, countInside, insideBox, nearest } from '../../webview/scatter/points.ts';

const swatches = ['missing', 'a', 'b'].map((label) => ({ label, colour: '#000000', shape: 'circle' as const }));
const x = Float32Array.of(0, 1, 2, Number.NaN, 4, 5);
const y = Float32Array.of(0, 1, 2, 3, 4, 5);
const codes = Uint8Array.of(1, 0, 2, 1, 0, 1);
const show = { hidden: new Set<number>(), selected: null };

test('missing ones lie below, selected ones on top, those without a place are left out', () => {
  const plain = arrangePoints({ x, y, codes, swatches }, show);
  expect([...plain.order]).toEqual([1, 4, 0, 2, 5]);
  expect(plain.dimmed).toBe(0);
  const selected = Uint8Array.of(1, 0, 0, 1, 1, 0);
  const parted = arrangePoints({ x, y, codes, swatches }, { ...show, selected });
  expect([...parted.order]).toEqual([1, 2, 5, 4, 0]);
  expect(parted.dimmed).toBe(3);
});

test('codes that are switched off are not drawn; a selection of other samples is none', () => {
  const hidden = new Set([1]);
  const selected = Uint8Array.of(1);
  const points = arrangePoints({ x, y, codes, swatches }, { hidden, selected });
  expect([...points.order]).toEqual([1, 4, 2]);
  expect(points.dimmed).toBe(0);
});

test('a box holds drawn points only', () => {
  const points = arrangePoints({ x, y, codes, swatches }, { ...show, hidden: new Set([2]) });
  const box = { x: [0.5, 4], y: [0, 10] } as const;
  expect([...insideBox(points, box)]).toEqual([0, 1, 0, 0, 1, 0]);
  expect(countInside(points, box)).toBe(2);
});

test('the nearest drawn point within reach is found, of several at a place the topmost', () => {
  const view = { scaleX: 10, left: 0, scaleY: 10, top: 0 };
  const points = arrangePoints({ x, y, codes, swatches }, show);
  expect(nearest(points, view, [18, 19], 5)).toBe(2);
  expect(nearest(points, view, [15, 15], 4)).toBe(-1);
  expect(nearest(points, view, [30, 30], 4)).toBe(-1);
  const [here, there] = [Float32Array.of(1, 1, 1), Float32Array.of(1, 1, 1)];
  const pile = arrangePoints({ x: here, y: there, codes: Uint8Array.of(1, 2, 0), swatches }, show);
  expect(nearest(pile, view, [10, 10], 4)).toBe(1);
});
