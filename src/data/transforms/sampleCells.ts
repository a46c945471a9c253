import type { Matrix } from '../matrix.ts';

/** The stored cells of one sample. A cell that is not stored is 0. */
export interface SampleCells {
  /** to be changed in place; NaN = missing: [stored] */
  readonly values: Float64Array;
  /** column of each, ascending: [stored] */
  readonly columns: Int32Array;
  /** cells in all, stored or not */
  readonly width: number;
}

/** Changes the values of one sample in place. What is missing stays missing. */
export type Step = (cells: SampleCells) => void;

/**
 * Calls `visit` with a copy of the stored cells of each row, in the same memory each time.
 * @param rows those to visit
 */
export function visitSamples(
  matrix: Matrix,
  rows: Iterable<number>,
  visit: (cells: SampleCells, row: number) => void,
): void {
  const { columns: width, values } = matrix;
  const room = new Float64Array(width);
  const every = Int32Array.from({ length: matrix.layout === 'dense' ? width : 0 }, (_, column) => column);
  for (const row of rows) {
    const dense = matrix.layout === 'dense';
    const [from, to] = dense ? [row * width, (row + 1) * width] : [matrix.starts[row], matrix.starts[row + 1]];
    room.set(values.subarray(from, to));
    const columns = dense ? every : matrix.indices.subarray(from, to);
    visit({ values: room.subarray(0, to - from), columns, width }, row);
  }
}

export function everyRow({ rows }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
