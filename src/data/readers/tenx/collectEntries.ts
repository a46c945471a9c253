import { UserError } from '../../../run/userError.ts';
import { type SparseMatrix, sortCells } from '../../matrix.ts';
import { type MatrixSize, visitEntries } from './matrixMarket.ts';

/** A matrix file of features × barcodes. */
export interface EntrySource {
  readonly file: string;
  readonly size: MatrixSize;
}

/**
 * Where each barcode begins among the stored cells of each group of features, in one pass over the file.
 * @param groupOf the group of each feature
 * @returns [groups][barcodes + 1]
 */
export async function countEntries(
  { file, size }: EntrySource,
  groupOf: Int32Array,
  groups: number,
): Promise<Uint32Array[]> {
  const starts = Array.from({ length: groups }, () => new Uint32Array(size.columns + 1));
  await visitEntries(file, size, (feature, barcode) => {
    starts[groupOf[feature]][barcode + 1]++;
    return true;
  });
  for (const counts of starts) for (let n = 0; n < size.columns; n++) counts[n + 1] += counts[n];
  return starts;
}

/**
 * The cells of one group of features, one row a barcode, whatever the order of the entries.
 * @param places of each feature in the group, −1 where it is in another
 * @param starts from countEntries
 * @throws UserError where a cell is there twice
 */
export async function scatterEntries(
  { file, size }: EntrySource,
  places: Int32Array,
  columns: number,
  starts: Uint32Array,
): Promise<SparseMatrix> {
  const next = starts.slice(0, size.columns);
  const indices = new Int32Array(starts[size.columns]);
  const values = new Float32Array(starts[size.columns]);
  await visitEntries(file, size, (feature, barcode, value) => {
    const column = places[feature];
    if (column < 0) return true;
    const at = next[barcode]++;
    indices[at] = column;
    values[at] = value;
    return true;
  });
  return sorted(file, { layout: 'sparse', rows: size.columns, columns, starts, indices, values });
}

/**
 * All cells, one row a barcode, in one pass over the file.
 * @returns null where the entries are not in the order of the barcodes
 * @throws UserError where a cell is there twice
 */
export async function appendEntries({ file, size }: EntrySource, places: Int32Array): Promise<SparseMatrix | null> {
  const starts = new Uint32Array(size.columns + 1);
  const indices = new Int32Array(size.entries);
  const values = new Float32Array(size.entries);
  let last = 0;
  let at = 0;
  const inOrder = await visitEntries(file, size, (feature, barcode, value) => {
    if (barcode < last) return false;
    while (last < barcode) starts[++last] = at;
    indices[at] = places[feature];
    values[at++] = value;
    return true;
  });
  if (!inOrder) return null;
  while (last < size.columns) starts[++last] = at;
  return sorted(file, { layout: 'sparse', rows: size.columns, columns: size.rows, starts, indices, values });
}

function sorted(file: string, matrix: SparseMatrix): SparseMatrix {
  const { rows, starts, indices, values } = matrix;
  for (let row = 0; row < rows; row++) {
    sortCells(indices, values, starts[row], starts[row + 1]);
    for (let i = starts[row] + 1; i < starts[row + 1]; i++) {
      if (indices[i] !== indices[i - 1]) continue;
      throw new UserError(
        `${file}: barcode ${row + 1} has two entries for one feature. Each may have one; export the matrix again.`,
      );
    }
  }
  return matrix;
}
