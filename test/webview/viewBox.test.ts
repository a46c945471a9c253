import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBox, panBox, ticks, viewOf, zoomBox } from '../../webview/scatter/viewBox.ts';

test('the box holds every point that has both coordinates and ignores the others', () => {
  const box = fitBox(Float32Array.of(0, 10, Number.NaN, 99), Float32Array.of(-1, 1, 50, Number.NaN), false);
  expect(box.x).toEqual([-0.5, 10.5]);
  expect(box.y[0]).toBeCloseTo(-1.1);
  expect(box.y[1]).toBeCloseTo(1.1);
});

test('one point and no point give a box that can be drawn', () => {
  expect(fitBox(Float32Array.of(3), Float32Array.of(4), false)).toEqual({ x: [2, 4], y: [3, 5] });
  expect(fitBox(Float32Array.of(Number.NaN), Float32Array.of(1), false).x).toEqual([-1.1, 1.1]);
});

test('a square box gives both axes one scale', () => {
  const box = fitBox(Float32Array.of(0, 10), Float32Array.of(5, 20), true);
  expect(box.x).toEqual(box.y);
  expect(box.x).toEqual([-1, 21]);
});

test('zooming keeps the point under the pointer where it is', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.double({ min: 0.1, max: 10, noNaN: true }), (x, y, factor) => {
      const box = { x: [-2, 6], y: [10, 30] } as const;
      const zoomed = zoomBox(box, [x, y], factor);
      expect(zoomed.x[0] + x * (zoomed.x[1] - zoomed.x[0])).toBeCloseTo(-2 + x * 8, 6);
      expect(zoomed.y[0] + y * (zoomed.y[1] - zoomed.y[0])).toBeCloseTo(10 + y * 20, 6);
      expect(zoomed.x[1] - zoomed.x[0]).toBeCloseTo(8 * factor, 6);
    }),
  );
});

test('panning moves by shares of the box', () => {
  expect(panBox({ x: [0, 10], y: [0, 100] }, [0.5, -0.1])).toEqual({ x: [5, 15], y: [-10, 90] });
});

test('ticks are round, inside, and about as many as asked for', () => {
  expect(ticks([-1.2, 2.3], 4)).toEqual([-1, 0, 1, 2]);
  expect(ticks([0, 0.35], 4)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(ticks([5, 5], 4)).toEqual([]);
  // Apart by rounding alone: no step can be counted.
  expect(ticks([0.9, 0.9 + 2 ** -53], 6)).toEqual([]);
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      (low, span) => {
        const found = ticks([low, low + span], 5);
        expect(found.length).toBeLessThanOrEqual(6);
        // What rounding of doubles may cost at this distance from 0.
        const slack = span * 1e-9 + Math.abs(low) * 1e-14;
        for (const tick of found) expect(tick >= low - slack && tick <= low + span + slack).toBe(true);
      },
    ),
  );
});

test('a view puts the corners of its box on the corners of the plot', () => {
  const { scaleX, left, scaleY, top } = viewOf({ x: [-2, 6], y: [10, 30] }, 800, 400);
  expect([-2 * scaleX + left, 30 * scaleY + top]).toEqual([0, 0]);
  expect([6 * scaleX + left, 10 * scaleY + top]).toEqual([800, 400]);
});
