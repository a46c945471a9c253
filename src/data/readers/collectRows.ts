import { denseMatrix, type Matrix, type SparseMatrix } from '../matrix.ts';
import { requireMemory } from '../requireMemory.ts';
import type { TablePart } from './tableFile.ts';

/** Room for a table whose rows are only estimated: memory that is never written to is not taken. */
const GENEROUS = 2;

/** All rows of a table, with their names. @throws UserError where they do not fit into memory */
export async function collectRows(file: string, part: TablePart): Promise<{ names: string[]; matrix: Matrix }> {
  return part.layout === 'sparse' ? collectSparse(file, part) : collectDense(file, part);
}

async function collectDense(file: string, part: TablePart): Promise<{ names: string[]; matrix: Matrix }> {
  const { rows, columns, exact } = part.shape;
  // An estimate may be too high: half of it is certain enough, and the rest is seen while it is read.
  requireMemory(file, (exact ? 1 : 0.5) * rows * columns * Float32Array.BYTES_PER_ELEMENT);
  const names: string[] = [];
  let values: Float32Array | null = null;
  let filled = 0;
  for await (const block of part.blocks()) {
    const { values: more, rows: count } = block.matrix;
    for (const name of block.rows) names.push(name);
    // A block that holds the whole table is not used again.
    if (filled === 0 && exact && count === rows) return { names, matrix: block.matrix };
    requireMemory(file, (filled + more.length) * Float32Array.BYTES_PER_ELEMENT);
    values ??= roomFor(rows * columns * (exact ? 1 : GENEROUS), rows * columns);
    if (filled + more.length > values.length) {
      const length = Math.max(filled + more.length, GENEROUS * values.length);
      const grown = roomFor(length, filled + more.length);
      grown.set(values.subarray(0, filled));
      values = grown;
    }
    values.set(more, filled);
    filled += more.length;
  }
  return { names, matrix: denseMatrix((values ?? new Float32Array(0)).subarray(0, filled), columns) };
}

/** Zeros: as many as wished for, or where the machine does not give so much, at least as many as needed. */
function roomFor(wished: number, needed: number): Float32Array {
  try {
    return new Float32Array(wished);
  } catch {
    return new Float32Array(needed);
  }
}

async function collectSparse(file: string, part: TablePart): Promise<{ names: string[]; matrix: Matrix }> {
  const { rows, columns } = part.shape;
  const stored = part.stored ?? 0;
  requireMemory(file, stored * 8 + rows * 4);
  const names: string[] = [];
  let whole: SparseMatrix | null = null;
  let filled = 0;
  let row = 0;
  for await (const { rows: more, matrix } of part.blocks()) {
    if (matrix.layout === 'dense') throw new Error('a sparse table came in dense blocks');
    for (const name of more) names.push(name);
    if (row === 0 && matrix.rows === rows) return { names, matrix };
    whole ??= emptySparse(rows, columns, stored);
    whole.indices.set(matrix.indices, filled);
    whole.values.set(matrix.values, filled);
    for (let n = 1; n <= matrix.rows; n++) whole.starts[row + n] = filled + matrix.starts[n];
    row += matrix.rows;
    filled += matrix.indices.length;
  }
  return { names, matrix: storedOnly(whole ?? emptySparse(rows, columns, 0)) };
}

/** Room for `stored` cells, none of which is in a row yet. */
export function emptySparse(rows: number, columns: number, stored: number): SparseMatrix {
  return {
    layout: 'sparse',
    rows,
    columns,
    starts: new Uint32Array(rows + 1),
    indices: new Int32Array(stored),
    values: new Float32Array(stored),
  };
}

/** Without the room that is left where cells of one place were added up: there are fewer than the file stores. */
export function storedOnly(matrix: SparseMatrix): SparseMatrix {
  const { rows, starts, indices, values } = matrix;
  const stored = starts[rows];
  return { ...matrix, indices: indices.subarray(0, stored), values: values.subarray(0, stored) };
}
