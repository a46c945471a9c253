import { expect, test } from 'vitest';
import { formatR2, whenText } from '../../src/extension/runSummary.ts';

test.each([
  [0.256, '0.26'],
  [-0.256, '−0.26'],
  [-0.001, '0.00'],
  [null, '–'],
])('R² %s reads %s', (value, text) => {
  expect(formatR2(value)).toBe(text);
});

test.each([
  [10, 'just now'],
  [5 * 60, '5 min ago'],
  [3 * 3600 + 5, '3 h ago'],
])('%i seconds ago reads %s', (seconds, text) => {
  const now = new Date('2026-11-20T12:00:00Z');
  expect(whenText(new Date(now.getTime() - seconds * 1000), now)).toBe(text);
});
