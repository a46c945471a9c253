import type { SparseMatrix } from '../../src/data/matrix.ts';

/** Stores every cell but the zeros. @param rows of one length each */
export function sparseMatrix(rows: readonly (readonly number[])[]): SparseMatrix {
  const cells = rows.map((row) => row.map((value, column) => ({ value, column })).filter(({ value }) => value !== 0));
  const starts = new Uint32Array(rows.length + 1);
  cells.forEach(({ length }, n) => {
    starts[n + 1] = starts[n] + length;
  });
  return {
    layout: 'sparse',
    rows: rows.length,
    columns: rows[0].length,
    starts,
    indices: Int32Array.from(cells.flat(), ({ column }) => column),
    values: Float32Array.from(cells.flat(), ({ value }) => value),
  };
}
