import { type SparseMatrix, sortCells } from '../../matrix.ts';
import { requireMemory } from '../../requireMemory.ts';
import { isNumeric } from './decode.ts';
import type { Hdf5Dataset, Hdf5File } from './hdf5File.ts';
import type { MatrixElement } from './matrixElement.ts';

/** Stored cells of a block, and those read at once where columns are turned into rows: 8 MB, unless one row has more. */
const CELLS = 1 << 20;

/** A sparse matrix in three arrays, by rows (CSR) or by columns (CSC). */
interface Compressed {
  readonly hdf5: Hdf5File;
  readonly path: string;
  readonly rows: number;
  readonly columns: number;
  /** where each row, or each column, begins among the stored cells */
  readonly starts: Float64Array;
  readonly indices: Hdf5Dataset;
  readonly values: Hdf5Dataset;
}

/**
 * A group of `data`, `indices` and `indptr`, as SciPy has them.
 * @returns null where the group is something else
 * @throws UserError where the three do not fit together
 */
export function sparseElement(hdf5: Hdf5File, path: string): MatrixElement | null {
  if (!['data', 'indices', 'indptr'].every((name) => hdf5.kind(`${path}/${name}`) === 'dataset')) return null;
  const encoding = hdf5.attribute(path, 'encoding-type') ?? hdf5.attribute(path, 'h5sparse_format');
  const byRows = encoding === 'csr_matrix' || encoding === 'csr';
  if (!byRows && encoding !== 'csc_matrix' && encoding !== 'csc') return null;
  const shape = [...hdf5.attributes(path, 'shape'), ...hdf5.attributes(path, 'h5sparse_shape')];
  const [rows, columns] = shape.map(Number);
  if (shape.length !== 2 || ![rows, columns].every((length) => Number.isSafeInteger(length) && length >= 0)) {
    throw hdf5.problem(path, 'it does not say how many rows and columns it has');
  }
  return compressedElement(hdf5, path, { byRows, rows, columns });
}

/**
 * A sparse matrix of known form and size, in `data`, `indices` and `indptr`.
 * @throws UserError where the three do not fit together
 */
export function compressedElement(
  hdf5: Hdf5File,
  path: string,
  { byRows, rows, columns }: { readonly byRows: boolean; readonly rows: number; readonly columns: number },
): MatrixElement {
  const [values, indices, indptr] = ['data', 'indices', 'indptr'].map((name) => hdf5.dataset(`${path}/${name}`));
  for (const { path: place, shape, type } of [values, indices, indptr]) {
    if (shape?.length !== 1 || !isNumeric(type)) throw hdf5.problem(place, 'it is not one list of numbers');
  }
  const stored = values.shape?.[0] ?? 0;
  if (indices.shape?.[0] !== stored) throw hdf5.problem(path, 'its data and its indices are of different lengths');
  const lines = byRows ? rows : columns;
  if (indptr.shape?.[0] !== lines + 1) {
    throw hdf5.problem(
      `${path}/indptr`,
      `it has ${indptr.shape?.[0]} numbers, and the matrix ${lines} ${byRows ? 'rows' : 'columns'}, of which it needs one more`,
    );
  }
  const open = (): Compressed => ({
    hdf5,
    path,
    rows,
    columns,
    starts: readStarts(hdf5, indptr, stored),
    indices,
    values,
  });
  return {
    layout: 'sparse',
    rows,
    columns,
    stored,
    storedOf: () =>
      byRows
        ? countColumns(open())
        : open()
            .starts.slice(1)
            .map((end, k, ends) => end - (k > 0 ? ends[k - 1] : 0)),
    names: null,
    blocks: () => (byRows ? rowBlocks(open()) : turned(open())),
  };
}

function countColumns({ hdf5, path, columns, indices, values }: Compressed): Float64Array {
  const stored = values.shape?.[0] ?? 0;
  const counts = new Float64Array(columns);
  const slab = new Int32Array(Math.min(CELLS, stored));
  for (let from = 0; from < stored; from += CELLS) {
    const to = Math.min(from + CELLS, stored);
    hdf5.readNumbers(indices, from, to, slab);
    requireWithin(hdf5, path, slab.subarray(0, to - from), columns, 'columns');
    for (let i = 0; i < to - from; i++) counts[slab[i]]++;
  }
  return counts;
}

/** @throws UserError unless they begin at 0, never fall, and end with the last stored cell */
function readStarts(hdf5: Hdf5File, indptr: Hdf5Dataset, stored: number): Float64Array {
  const length = indptr.shape?.[0] ?? 0;
  requireMemory(hdf5.file, length * Float64Array.BYTES_PER_ELEMENT);
  const starts = new Float64Array(length);
  hdf5.readNumbers(indptr, 0, length, starts);
  for (let n = 1; n < length; n++) {
    if (!(starts[n] >= starts[n - 1]))
      throw hdf5.problem(indptr.path, `it falls at ${n}, from ${starts[n - 1]} to ${starts[n]}`);
  }
  if (starts[0] !== 0 || starts[length - 1] !== stored) {
    throw hdf5.problem(indptr.path, `it does not run from 0 to ${stored}, the number of stored cells`);
  }
  return starts;
}

function* rowBlocks({ hdf5, path, rows, columns, starts, indices, values }: Compressed): Generator<SparseMatrix> {
  let memory = { indices: new Int32Array(0), values: new Float32Array(0) };
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && starts[to + 1] - starts[from] <= CELLS) to++;
    const length = starts[to] - starts[from];
    if (length > memory.indices.length) {
      const room = from === 0 && to === rows ? length : Math.max(length, CELLS);
      memory = { indices: new Int32Array(room), values: new Float32Array(room) };
    }
    const block = {
      layout: 'sparse' as const,
      rows: to - from,
      columns,
      starts: Uint32Array.from(starts.subarray(from, to + 1), (start) => start - starts[from]),
      indices: memory.indices.subarray(0, length),
      values: memory.values.subarray(0, length),
    };
    hdf5.readNumbers(indices, starts[from], starts[to], block.indices);
    hdf5.readNumbers(values, starts[from], starts[to], block.values);
    requireWithin(hdf5, path, block.indices, columns, 'columns');
    yield orderly(block);
    from = to;
  }
}

/** Columns turned into rows: the cells of each row are counted, then every cell goes to its place, some read at a time. */
function* turned({
  hdf5,
  path,
  rows,
  columns,
  starts: columnStarts,
  indices,
  values,
}: Compressed): Generator<SparseMatrix> {
  const stored = columnStarts[columns];
  requireMemory(hdf5.file, stored * 8 + rows * 8);
  const slabs = Array.from({ length: Math.ceil(stored / CELLS) }, (_, i) => ({
    from: i * CELLS,
    to: Math.min((i + 1) * CELLS, stored),
  }));
  const rowOf = new Int32Array(Math.min(CELLS, stored));
  const starts = new Uint32Array(rows + 1);
  for (const { from, to } of slabs) {
    hdf5.readNumbers(indices, from, to, rowOf);
    const slab = rowOf.subarray(0, to - from);
    requireWithin(hdf5, path, slab, rows, 'rows');
    for (const row of slab) starts[row + 1]++;
  }
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  const next = starts.slice(0, rows);
  const matrix = {
    layout: 'sparse' as const,
    rows,
    columns,
    starts,
    indices: new Int32Array(stored),
    values: new Float32Array(stored),
  };
  const numberOf = new Float32Array(Math.min(CELLS, stored));
  let column = 0;
  for (const { from, to } of slabs) {
    hdf5.readNumbers(indices, from, to, rowOf);
    hdf5.readNumbers(values, from, to, numberOf);
    for (let i = 0; i < to - from; i++) {
      while (columnStarts[column + 1] <= from + i) column++;
      const place = next[rowOf[i]]++;
      matrix.indices[place] = column;
      matrix.values[place] = numberOf[i];
    }
  }
  yield orderly(matrix);
}

function requireWithin(hdf5: Hdf5File, path: string, indices: Int32Array, length: number, what: string): void {
  for (const index of indices) {
    if (index >= 0 && index < length) continue;
    throw hdf5.problem(`${path}/indices`, `a cell is not in one of the ${length} ${what} of the matrix`);
  }
}

/** Cells of each row by column, those of one place added up, as SciPy does: in place, where they are not so already. */
function orderly(matrix: SparseMatrix): SparseMatrix {
  const { rows, starts, indices, values } = matrix;
  let filled = 0;
  for (let row = 0; row < rows; row++) {
    const [from, to] = [starts[row], starts[row + 1]];
    sortCells(indices, values, from, to);
    // Cells before this row may have become fewer: it begins where they end.
    starts[row] = filled;
    for (let i = from; i < to; i++) {
      if (i > from && indices[i] === indices[filled - 1]) values[filled - 1] += values[i];
      else {
        indices[filled] = indices[i];
        values[filled++] = values[i];
      }
    }
  }
  starts[rows] = filled;
  return filled === indices.length
    ? matrix
    : { ...matrix, indices: indices.subarray(0, filled), values: values.subarray(0, filled) };
}
