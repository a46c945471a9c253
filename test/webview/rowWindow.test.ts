import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowWindow } from '../../webview/views/rowWindow.ts';

test('gaps and rows add up to the list, in order, with what is in sight and the row to keep', () => {
  const list = fc.record({
    count: fc.nat(500),
    first: fc.nat(500),
    inSight: fc.nat(40),
    kept: fc.integer({ min: -1, max: 600 }),
  });
  fc.assert(
    fc.property(list, ({ count, first, inSight, kept }) => {
      const { rows, gapAfter } = rowWindow(count, first, inSight, kept);
      let next = 0;
      for (const { gap, row } of rows) {
        expect(gap).toBeGreaterThanOrEqual(0);
        expect(row).toBe(next + gap);
        next = row + 1;
      }
      expect(next + gapAfter).toBe(count);
      const drawn = new Set(rows.map(({ row }) => row));
      for (let row = first; row < Math.min(count, first + inSight); row++) expect(drawn.has(row)).toBe(true);
      expect(drawn.has(kept)).toBe(kept >= 0 && kept < count);
      expect(drawn.size).toBeLessThanOrEqual(inSight + 17);
    }),
  );
});
