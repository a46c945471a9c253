/** Numbers by sample (row) and feature (column). NaN = missing. */
export type Matrix = DenseMatrix | SparseMatrix;

export interface DenseMatrix {
  readonly layout: 'dense';
  readonly rows: number;
  readonly columns: number;
  /** [rows · columns] row by row */
  readonly values: Float32Array;
}

/** Compressed sparse rows (CSR). A cell that is not stored is 0. */
export interface SparseMatrix {
  readonly layout: 'sparse';
  readonly rows: number;
  readonly columns: number;
  /** where each row begins among the stored cells: [rows + 1] */
  readonly starts: Uint32Array;
  /** column of each stored cell, ascending within a row, none twice: [stored] */
  readonly indices: Int32Array;
  /** [stored] */
  readonly values: Float32Array;
}

/** @param values [rows · columns] row by row */
export function denseMatrix(values: Float32Array, columns: number): DenseMatrix {
  const rows = columns === 0 ? 0 : values.length / columns;
  return { layout: 'dense', rows, columns, values };
}

/**
 * Calls `visit` for every stored cell, row by row; of a dense matrix every cell is stored.
 * @param rows those to visit; default: all, in order
 */
export function visitStored(
  matrix: Matrix,
  visit: (value: number, column: number, row: number) => void,
  rows?: Iterable<number>,
): void {
  const { columns, values } = matrix;
  for (const row of rows ?? rowNumbers(matrix)) {
    if (matrix.layout === 'dense') {
      for (let k = 0, i = row * columns; k < columns; k++, i++) visit(values[i], k, row);
    } else {
      for (let i = matrix.starts[row]; i < matrix.starts[row + 1]; i++) visit(values[i], matrix.indices[i], row);
    }
  }
}

/** Copies one row, unstored zeros included. @param into [columns] */
export function readRow(matrix: Matrix, row: number, into: Float32Array): void {
  const { columns, values } = matrix;
  if (matrix.layout === 'dense') {
    into.set(values.subarray(row * columns, (row + 1) * columns));
    return;
  }
  into.fill(0);
  for (let i = matrix.starts[row]; i < matrix.starts[row + 1]; i++) into[matrix.indices[i]] = values[i];
}

/** Copies one column, unstored zeros included: [rows] */
export function columnOf(matrix: Matrix, column: number): Float32Array {
  const { rows, columns, values } = matrix;
  const out = new Float32Array(rows);
  if (matrix.layout === 'dense') {
    for (let row = 0; row < rows; row++) out[row] = values[row * columns + column];
    return out;
  }
  const { starts, indices } = matrix;
  for (let row = 0; row < rows; row++) {
    let [from, to] = [starts[row], starts[row + 1]];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (indices[middle] < column) from = middle + 1;
      else to = middle;
    }
    if (from < starts[row + 1] && indices[from] === column) out[row] = values[from];
  }
  return out;
}

/** Where the stored cell number `at` lies. */
export function placeOf(matrix: Matrix, at: number): { row: number; column: number } {
  if (matrix.layout === 'dense') return { row: Math.floor(at / matrix.columns), column: at % matrix.columns };
  let [low, high] = [0, matrix.rows - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (matrix.starts[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return { row: low, column: matrix.indices[at] };
}

/**
 * Rows in another order.
 * @param rows number of each row wanted; −1 = a row that is not there: missing where dense, nothing stored where sparse
 * @returns the matrix itself where the rows are its own in order
 */
export function pickRows(matrix: Matrix, rows: Int32Array): Matrix {
  if (rows.length === matrix.rows && rows.every((row, n) => row === n)) return matrix;
  const { columns } = matrix;
  if (matrix.layout === 'dense') {
    const values = new Float32Array(rows.length * columns).fill(Number.NaN);
    rows.forEach((row, n) => {
      if (row >= 0) values.set(matrix.values.subarray(row * columns, (row + 1) * columns), n * columns);
    });
    return { ...matrix, rows: rows.length, values };
  }
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, n) => {
    starts[n + 1] = starts[n] + (row < 0 ? 0 : matrix.starts[row + 1] - matrix.starts[row]);
  });
  const indices = new Int32Array(starts[rows.length]);
  const values = new Float32Array(starts[rows.length]);
  rows.forEach((row, n) => {
    if (row < 0) return;
    indices.set(matrix.indices.subarray(matrix.starts[row], matrix.starts[row + 1]), starts[n]);
    values.set(matrix.values.subarray(matrix.starts[row], matrix.starts[row + 1]), starts[n]);
  });
  return { ...matrix, rows: rows.length, starts, indices, values };
}

/**
 * Columns in another order.
 * @param columns number of each column wanted, none twice; −1 = a column that is not there: missing
 */
export function pickColumns(matrix: Matrix, columns: Int32Array): Matrix {
  if (columns.length === matrix.columns && columns.every((column, k) => column === k)) return matrix;
  return matrix.layout === 'dense' ? pickDense(matrix, columns) : pickSparse(matrix, columns);
}

function pickDense(matrix: DenseMatrix, columns: Int32Array): DenseMatrix {
  const width = columns.length;
  const values = new Float32Array(matrix.rows * width);
  for (let row = 0; row < matrix.rows; row++) {
    for (let k = 0; k < width; k++) {
      values[row * width + k] = columns[k] < 0 ? Number.NaN : matrix.values[row * matrix.columns + columns[k]];
    }
  }
  return { ...matrix, columns: width, values };
}

function pickSparse(matrix: SparseMatrix, columns: Int32Array): SparseMatrix {
  const newPlace = new Int32Array(matrix.columns).fill(-1);
  const absent: number[] = [];
  columns.forEach((column, k) => {
    if (column < 0) absent.push(k);
    else newPlace[column] = k;
  });
  const starts = new Uint32Array(matrix.rows + 1);
  for (let row = 0; row < matrix.rows; row++) {
    let kept = absent.length;
    for (let i = matrix.starts[row]; i < matrix.starts[row + 1]; i++) if (newPlace[matrix.indices[i]] >= 0) kept++;
    starts[row + 1] = starts[row] + kept;
  }
  const indices = new Int32Array(starts[matrix.rows]);
  const values = new Float32Array(starts[matrix.rows]);
  for (let row = 0; row < matrix.rows; row++) {
    let at = starts[row];
    const put = (column: number, value: number): void => {
      indices[at] = column;
      values[at++] = value;
    };
    for (const column of absent) put(column, Number.NaN);
    for (let i = matrix.starts[row]; i < matrix.starts[row + 1]; i++) {
      const column = newPlace[matrix.indices[i]];
      if (column >= 0) put(column, matrix.values[i]);
    }
    sortCells(indices, values, starts[row], at);
  }
  return { ...matrix, columns: columns.length, starts, indices, values };
}

/** Sorts the stored cells of one row by column, in place. */
export function sortCells(indices: Int32Array, values: Float32Array, from: number, to: number): void {
  let sorted = true;
  for (let i = from + 1; i < to && sorted; i++) sorted = indices[i - 1] <= indices[i];
  if (sorted) return;
  const width = to - from;
  // Numbers sort many times faster than pairs: each is the column and the place of its value.
  const keys = new Float64Array(width);
  for (let i = 0; i < width; i++) keys[i] = indices[from + i] * width + i;
  keys.sort();
  const moved = values.slice(from, to);
  for (let i = 0; i < width; i++) {
    const column = Math.floor(keys[i] / width);
    indices[from + i] = column;
    values[from + i] = moved[keys[i] - column * width];
  }
}

/** All cells in memory, zeros included. @returns the matrix itself where it is dense */
export function toDense(matrix: Matrix): DenseMatrix {
  if (matrix.layout === 'dense') return matrix;
  const values = new Float32Array(matrix.rows * matrix.columns);
  visitStored(matrix, (value, column, row) => {
    values[row * matrix.columns + column] = value;
  });
  return denseMatrix(values, matrix.columns);
}

function* rowNumbers({ rows }: Matrix): Iterable<number> {
  for (let row = 0; row < rows; row++) yield row;
}
