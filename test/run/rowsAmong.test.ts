import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsAmong } from '../../src/run/rowsAmong.ts';

test('finds samples in the order of the others, in another order, and says which are missing', () => {
  expect([...rowsAmong(['b', 'd'], ['a', 'b', 'c', 'd'])]).toEqual([1, 3]);
  expect([...rowsAmong(['d', 'b'], ['a', 'b', 'c', 'd'])]).toEqual([3, 1]);
  expect([...rowsAmong(['a', 'x', 'c'], ['a', 'b', 'c'])]).toEqual([0, -1, 2]);
  expect([...rowsAmong(['a'], [])]).toEqual([-1]);
});

test('finds what a search finds', () => {
  const id = fc.constantFrom(...'abcdefgh');
  fc.assert(
    fc.property(fc.uniqueArray(id), fc.uniqueArray(id), (ids, others) => {
      expect([...rowsAmong(ids, others)]).toEqual(ids.map((one) => others.indexOf(one)));
    }),
  );
});
