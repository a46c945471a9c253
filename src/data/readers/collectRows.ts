import { denseMatrix, type Matrix, type SparseMatrix } from '../matrix.ts';
import { requireMemory } from '../requireMemory.ts';
import type { TablePart } from './tableFile.ts';

/** All rows of a table. @throws UserError where they do not fit into memory */
export async function collectRows(file: string, part: TablePart): Promise<{ names: string[]; matrix: Matrix }> {
  return part.layout === 'sparse' ? collectSparse(file, part) : collectDense(file, part);
}

async function collectDense(file: string, part: TablePart): Promise<{ names: string[]; matrix: Matrix }> {
  const { rows, columns, exact } = part.shape;
  requireMemory(file, rows * columns * Float32Array.BYTES_PER_ELEMENT);
  const names: string[] = [];
  // Memory that nothing was written to is not taken yet: an estimate may be generous.
  let values: Float32Array = new Float32Array(0);
  let filled = 0;
  for await (const block of part.blocks()) {
    const { values: more } = block.matrix;
    for (const name of block.rows) names.push(name);
    if (filled === 0 && exact && block.matrix.rows === rows) values = more;
    else {
      if (filled + more.length > values.length) {
        const grown = new Float32Array(Math.max(rows * columns, filled + more.length, 1.5 * values.length));
        grown.set(values.subarray(0, filled));
        values = grown;
      }
      values.set(more, filled);
    }
    filled += more.length;
  }
  return { names, matrix: denseMatrix(values.subarray(0, filled), columns) };
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
    if (row === 0 && matrix.rows === rows) {
      whole = matrix;
      break;
    }
    whole ??= {
      layout: 'sparse',
      rows,
      columns,
      starts: new Uint32Array(rows + 1),
      indices: new Int32Array(stored),
      values: new Float32Array(stored),
    };
    whole.indices.set(matrix.indices, filled);
    whole.values.set(matrix.values, filled);
    for (let n = 1; n <= matrix.rows; n++) whole.starts[row + n] = filled + matrix.starts[n];
    row += matrix.rows;
    filled += matrix.indices.length;
  }
  whole ??= {
    layout: 'sparse',
    rows,
    columns,
    starts: new Uint32Array(rows + 1),
    indices: new Int32Array(),
    values: new Float32Array(),
  };
  return { names, matrix: whole };
}
