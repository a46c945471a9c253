import type { Matrix } from '../../matrix.ts';
import { denseElement } from './denseElement.ts';
import { openFrame } from './frame.ts';
import { frameElement } from './frameElement.ts';
import type { Hdf5File } from './hdf5File.ts';
import { sparseElement } from './sparseElement.ts';

/** A matrix in an HDF5 file; its values are not loaded. */
export interface MatrixElement {
  readonly layout: Matrix['layout'];
  readonly rows: number;
  readonly columns: number;
  /** cells stored, where sparse */
  readonly stored: number | null;
  /** Cells stored of each column, where sparse: one pass over them. */
  storedOf(): Float64Array | null;
  /** names of the columns, where the element tells them itself */
  readonly names: readonly string[] | null;
  /** the rows in order, some at a time */
  blocks(): Generator<Matrix>;
}

/**
 * The matrix at a path: an array, a sparse matrix (CSR or CSC), or the numbers of a data frame.
 * @returns null where something else lies there, or nothing
 */
export function openMatrix(hdf5: Hdf5File, path: string): MatrixElement | null {
  switch (hdf5.kind(path)) {
    case 'dataset':
      return denseElement(hdf5, hdf5.dataset(path));
    case 'group': {
      const sparse = sparseElement(hdf5, path);
      if (sparse || hdf5.attribute(path, 'encoding-type') !== 'dataframe') return sparse;
      const frame = openFrame(hdf5, path);
      return frame && frameElement(frame);
    }
    default:
      return null;
  }
}
