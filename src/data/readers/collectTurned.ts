import { UserError } from '../../run/userError.ts';
import { denseMatrix, type Matrix, visitStored } from '../matrix.ts';
import { requireMemory } from '../requireMemory.ts';
import { emptySparse, storedOnly } from './collectRows.ts';
import type { TablePart } from './tableFile.ts';

/**
 * All rows of a table as columns. Each block is spread over the matrix as it comes, so that there is no second one.
 * @returns [columns, rows]
 * @throws UserError where they do not fit into memory
 */
export async function collectTurned(file: string, part: TablePart): Promise<Matrix> {
  // Only reading the ids tells how many rows there are, and that is where each cell lies.
  const rows = part.shape.exact ? part.shape.rows : (await part.names()).rows.length;
  return part.layout === 'sparse' ? turnSparse(file, part, rows) : turnDense(file, part, rows);
}

async function turnDense(file: string, part: TablePart, rows: number): Promise<Matrix> {
  const { columns } = part.shape;
  requireMemory(file, rows * columns * Float32Array.BYTES_PER_ELEMENT);
  const values = new Float32Array(rows * columns);
  let row = 0;
  for await (const { matrix } of part.blocks()) {
    if (row + matrix.rows > rows) throw changed(file);
    for (let k = 0; k < columns; k++) {
      const start = k * rows + row;
      for (let n = 0; n < matrix.rows; n++) values[start + n] = matrix.values[n * columns + k];
    }
    row += matrix.rows;
  }
  if (row < rows) throw changed(file);
  return denseMatrix(values, rows);
}

/** The blocks are read twice: first to see how many cells each column holds. */
async function turnSparse(file: string, part: TablePart, rows: number): Promise<Matrix> {
  const { columns } = part.shape;
  const stored = part.stored ?? 0;
  requireMemory(file, stored * 8 + columns * 8);
  const turned = emptySparse(columns, rows, stored);
  for await (const { matrix } of part.blocks()) visitStored(matrix, (_, column) => turned.starts[column + 1]++);
  for (let k = 0; k < columns; k++) turned.starts[k + 1] += turned.starts[k];
  const next = turned.starts.slice(0, columns);
  let first = 0;
  for await (const { matrix } of part.blocks()) {
    visitStored(matrix, (value, column, row) => {
      const at = next[column]++;
      turned.indices[at] = first + row;
      turned.values[at] = value;
    });
    first += matrix.rows;
  }
  return storedOnly(turned);
}

function changed(file: string): UserError {
  return new UserError(`${file} changed while it was read. Read it again.`);
}
