import { denseMatrix } from '../../matrix.ts';
import { isNumeric } from './decode.ts';
import type { Hdf5Dataset, Hdf5File } from './hdf5File.ts';
import type { MatrixElement } from './matrixElement.ts';

/** What a block takes in memory, unless a row of chunks is larger. */
const BLOCK_BYTES = 1 << 23;

/** An array of numbers with two axes; one with one axis is a single column. Others are none of our matrices: null. */
export function denseElement(hdf5: Hdf5File, dataset: Hdf5Dataset): MatrixElement | null {
  const { shape, type, chunks } = dataset;
  if (!shape || shape.length < 1 || shape.length > 2 || !isNumeric(type)) return null;
  const [rows, columns = 1] = shape;
  return {
    layout: 'dense',
    rows,
    columns,
    stored: null,
    storedOf: () => null,
    names: null,
    *blocks() {
      const chunkRows = chunks?.[0] ?? 1;
      const chunksTogether = Math.floor(
        BLOCK_BYTES / (Math.max(columns, 1) * Float32Array.BYTES_PER_ELEMENT * chunkRows),
      );
      const together = Math.max(chunksTogether, 1) * chunkRows;
      const memory = new Float32Array(Math.min(together, rows) * columns);
      for (let from = 0; from < rows; from += together) {
        const to = Math.min(from + together, rows);
        const values = memory.subarray(0, (to - from) * columns);
        hdf5.readNumbers(dataset, from, to, values);
        yield { ...denseMatrix(values, columns), rows: to - from };
      }
    },
  };
}
