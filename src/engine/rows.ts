/** Numbers by row, as training holds them: every cell, or those that differ from a row that most cells are like. */
export type Rows = DenseRows | SparseRows;

export interface DenseRows {
  readonly layout: 'dense';
  readonly columns: number;
  /** [rows · columns] row by row */
  readonly values: Float32Array;
}

/** Compressed sparse rows (CSR) over a base: counts after standardising, whose zeros are one value in each column. */
export interface SparseRows {
  readonly layout: 'sparse';
  readonly columns: number;
  /** what a cell holds that is not stored: [columns] */
  readonly base: Float32Array;
  /** where each row begins among the stored cells: [rows + 1] */
  readonly starts: Uint32Array;
  /** column of each stored cell: [stored] */
  readonly indices: Int32Array;
  /** [stored] */
  readonly values: Float32Array;
}

/** @param values [rows · columns] row by row */
export function denseRows(values: Float32Array, columns: number): DenseRows {
  return { layout: 'dense', columns, values };
}

/** Copies one row, all its columns, to where `at` says. */
export function copyRow(rows: Rows, row: number, into: Float32Array, at = 0): void {
  const { columns, values } = rows;
  if (rows.layout === 'dense') {
    into.set(values.subarray(row * columns, (row + 1) * columns), at);
    return;
  }
  const { base, starts, indices } = rows;
  into.set(base, at);
  const end = starts[row + 1];
  for (let i = starts[row]; i < end; i++) into[at + indices[i]] = values[i];
}

/** Rows first … end − 1, every cell in memory that is the caller's own: [end − first, columns] */
export function copyRows(rows: Rows, first: number, end: number): Float32Array {
  const { columns, values, layout } = rows;
  if (layout === 'dense') return values.slice(first * columns, end * columns);
  const out = new Float32Array((end - first) * columns);
  for (let row = first; row < end; row++) copyRow(rows, row, out, (row - first) * columns);
  return out;
}
