import { denseMatrix } from '../../matrix.ts';
import type { Frame } from './frame.ts';
import type { MatrixElement } from './matrixElement.ts';

/** The columns of a data frame that hold numbers, as a matrix. */
export function frameElement(frame: Frame): MatrixElement {
  const numeric = frame.columns.filter((name) => frame.numeric(name));
  return {
    layout: 'dense',
    rows: frame.rows,
    columns: numeric.length,
    stored: null,
    storedOf: () => null,
    names: numeric,
    *blocks() {
      const values = new Float32Array(frame.rows * numeric.length).fill(Number.NaN);
      numeric.forEach((name, k) => {
        frame.column(name).forEach((value, n) => {
          if (value !== null) values[n * numeric.length + k] = Number(value);
        });
      });
      yield { ...denseMatrix(values, numeric.length), rows: frame.rows };
    },
  };
}
