import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insideLasso, type Path } from '../../webview/scatter/lasso.ts';
import { arrangePoints } from '../../webview/scatter/points.ts';

function pointsAt(places: readonly (readonly [number, number])[], missing: readonly number[] = []) {
  const swatches = ['missing', 'a'].map((label) => ({ label, colour: '#000000', shape: 'circle' as const }));
  const codes = Uint8Array.from(places, (_, i) => (missing.includes(i) ? 0 : 1));
  const [x, y] = [Float32Array.from(places, ([a]) => a), Float32Array.from(places, ([, b]) => b)];
  return arrangePoints({ x, y, codes, swatches }, { hidden: new Set([0]), selected: null });
}

test('a lasso takes what it goes around, not what its bounds hold', () => {
  const corner: Path = [0, 0, 10, 0, 10, 10, 8, 10, 8, 2, 0, 2];
  const points = pointsAt([
    [1, 1],
    [9, 9],
    [1, 9],
    [5, 1],
    [11, 1],
  ]);
  expect([...insideLasso(points, corner)]).toEqual([1, 1, 0, 1, 0]);
});

test('what a path crosses twice is outside, as it is drawn', () => {
  const bow: Path = [0, 0, 10, 10, 10, 0, 0, 10];
  const points = pointsAt([
    [1, 5],
    [9, 5],
    [5, 1],
    [5, 9],
  ]);
  expect([...insideLasso(points, bow)]).toEqual([1, 1, 0, 0]);
});

test('takes no point that is switched off or has no place', () => {
  const all: Path = [-1, -1, 3, -1, 3, 3, -1, 3];
  const points = pointsAt(
    [
      [0, 0],
      [1, 1],
      [Number.NaN, 1],
    ],
    [1],
  );
  expect([...insideLasso(points, all)]).toEqual([1, 0, 0]);
  expect([...insideLasso(points, [0, 0, 5, 0])]).toEqual([0, 0, 0]);
  expect([...insideLasso(points, [])]).toEqual([0, 0, 0]);
});

test('agrees with a test of every point against every edge', () => {
  const coordinate = fc.integer({ min: -200, max: 200 }).map((value) => value / 8);
  const place = fc.tuple(coordinate, coordinate);
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 3, maxLength: 60 }),
      fc.array(place, { maxLength: 40 }),
      (path, places) => {
        const found = insideLasso(pointsAt(places), path.flat());
        expect([...found]).toEqual(places.map((at) => Number(crossings(at, path) % 2 === 1)));
      },
    ),
  );
});

/** Edges that a ray from a point to the right crosses. */
function crossings([x, y]: readonly [number, number], path: readonly (readonly [number, number])[]): number {
  return path.filter(([ax, ay], k) => {
    const [bx, by] = path[(k + 1) % path.length];
    return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax);
  }).length;
}
