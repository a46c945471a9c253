import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnStatistics } from '../../src/data/columnStatistics.ts';
import { denseMatrix } from '../../src/data/matrix.ts';
import { sparseMatrix } from './sparseMatrix.ts';

const { NaN: missing } = Number;

describe('statistics of columns', () => {
  it('leave missing cells out, and know a constant from rounding', () => {
    const third = Math.fround(1 / 3);
    const rows = [
      [0, 2, missing, third, -4],
      [3, 2, missing, third, missing],
      [0, 2, missing, third, 0],
    ];
    const found = columnStatistics(denseMatrix(Float32Array.from(rows.flat()), 5));
    expect([...found.missing]).toEqual([0, 0, 3, 0, 1]);
    expect([...found.zeros]).toEqual([2, 0, 0, 0, 1]);
    expect([...found.mean]).toEqual([1, 2, missing, third, -2]);
    expect([...found.variance]).toEqual([2, 0, missing, 0, 4]);
    expect([...found.low]).toEqual([0, 2, Number.POSITIVE_INFINITY, third, -4]);
    expect([...found.high]).toEqual([3, 2, Number.NEGATIVE_INFINITY, third, 0]);
  });

  it('are the same of a sparse table and of the same table with its zeros written out', () => {
    const cell = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.constantFrom(1, 2.5, -3, missing));
    const table = fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(table, (rows) => {
        const [sparse, dense] = [sparseMatrix(rows), denseMatrix(Float32Array.from(rows.flat()), 4)].map(
          columnStatistics,
        );
        for (const key of ['missing', 'zeros', 'low', 'high'] as const) {
          expect(sparse[key].map(Math.abs), key).toEqual(dense[key].map(Math.abs));
        }
        for (const key of ['mean', 'variance'] as const) {
          for (const [k, value] of dense[key].entries()) {
            if (Number.isNaN(value)) expect(sparse[key][k]).toBeNaN();
            else expect(sparse[key][k]).toBeCloseTo(value, 10);
          }
        }
      }),
    );
  });
});
