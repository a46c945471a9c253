import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyRow, copyRows, denseRows, type SparseRows } from '../../src/engine/rows.ts';
import { sparseRows } from './sparseRows.ts';

/** Two rows over the base 7, 8, 9: one with a cell of its own, one without. */
const two: SparseRows = {
  layout: 'sparse',
  columns: 3,
  base: Float32Array.of(7, 8, 9),
  starts: Uint32Array.of(0, 1, 1),
  indices: Int32Array.of(1),
  values: Float32Array.of(5),
};

describe('rows over a base', () => {
  it('hold the base where nothing is stored', () => {
    expect([...copyRows(two, 0, 2)]).toEqual([7, 5, 9, 7, 8, 9]);
    expect([...copyRows(two, 1, 2)]).toEqual([7, 8, 9]);
  });

  it('are copied to where they are wanted, and nowhere else', () => {
    const into = new Float32Array(5);
    copyRow(two, 0, into, 1);
    expect([...into]).toEqual([0, 7, 5, 9, 0]);
  });

  it('hold what the same rows hold with every cell in memory', () => {
    const table = fc.integer({ min: 1, max: 5 }).chain((columns) =>
      fc.array(fc.array(fc.constantFrom(0, 1, -2.5, 3), { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 6,
      }),
    );
    fc.assert(
      fc.property(table, (cells) => {
        const dense = denseRows(Float32Array.from(cells.flat()), cells[0].length);
        const sparse = sparseRows(dense);
        expect(copyRows(sparse, 0, cells.length)).toEqual(dense.values);
        cells.forEach((_, row) => {
          expect(copyRows(sparse, row, row + 1)).toEqual(copyRows(dense, row, row + 1));
        });
      }),
    );
  });
});
