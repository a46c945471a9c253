import { denseMatrix } from '../../matrix.ts';
import { isNumeric } from './decode.ts';
import type { Hdf5File } from './hdf5File.ts';
import type { MatrixElement } from './matrixElement.ts';

/** The fields of a dataset that hold numbers, each a matrix, by name: obsm of AnnData files before 0.7. */
export function fieldElements(hdf5: Hdf5File, path: string): Map<string, MatrixElement> {
  const dataset = hdf5.dataset(path);
  const { shape, type } = dataset;
  if (shape?.length !== 1 || type.kind !== 'compound') return new Map();
  const [rows] = shape;
  const numeric = type.fields.filter((field) => isNumeric(field.type.kind === 'array' ? field.type.of : field.type));
  return new Map(
    numeric.map((field): [string, MatrixElement] => {
      const columns = field.type.kind === 'array' ? field.type.length : 1;
      return [
        field.name,
        {
          layout: 'dense',
          rows,
          columns,
          stored: null,
          storedOf: () => null,
          names: null,
          *blocks() {
            const values = new Float32Array(rows * columns);
            hdf5.readFieldNumbers(dataset, field, 0, rows, values);
            yield { ...denseMatrix(values, columns), rows };
          },
        },
      ];
    }),
  );
}
