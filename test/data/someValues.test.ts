import { expect, it } from 'vitest';
import { denseMatrix } from '../../src/data/matrix.ts';
import { someValues } from '../../src/data/someValues.ts';
import { sparseMatrix } from './sparseMatrix.ts';

it('takes values of every column, whatever the width', () => {
  for (const columns of [1, 2, 10, 12, 64, 100]) {
    const values = Float32Array.from({ length: 1000 * columns }, (_, i) => i % columns);
    const some = someValues(denseMatrix(values, columns), 1000);
    expect(new Set(some).size).toBe(columns);
    expect(some.length).toBeGreaterThan(600);
    expect(some.length).toBeLessThanOrEqual(1000);
  }
});

it('takes zeros that are not stored by their share', () => {
  const rows = Array.from({ length: 100 }, (_, n) => [n % 4 === 0 ? 1 : 0, 0, 0, 2]);
  expect(someValues(sparseMatrix(rows), 1000)).toHaveLength(400);
  const some = [...someValues(sparseMatrix(rows), 80)];
  expect(some.filter((value) => value !== 0).length / some.length).toBeCloseTo(125 / 400, 1);
});
