import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../src/math/editDistance.ts';

// The pairs of Wagner and Fischer's examples as commonly worked by hand.
test.each([
  ['kitten', 'sitting', 3],
  ['saturday', 'sunday', 3],
  ['', 'abc', 3],
  ['shared', 'shared', 0],
])('%s and %s are %d edits apart', (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
});

test('it is a distance: symmetric, zero for equal texts only, and no detour is shorter', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});
