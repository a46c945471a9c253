import { UserError } from '../../../run/userError.ts';
import { type Matrix, placeOf } from '../../matrix.ts';
import type { TablePart } from '../tableFile.ts';
import type { MatrixElement } from './matrixElement.ts';
import type { Names } from './names.ts';

/** A matrix with the names of its rows and columns, as a table. Its blocks throw a UserError for a number that is not finite. */
export function tablePart({
  file,
  name,
  modality,
  chosen,
  element,
  samples,
  features,
}: Pick<TablePart, 'name' | 'modality' | 'chosen'> & {
  readonly file: string;
  readonly element: Pick<MatrixElement, 'layout' | 'rows' | 'columns' | 'stored' | 'blocks'>;
  readonly samples: () => Names;
  readonly features: () => Names;
}): TablePart {
  return {
    name,
    modality,
    chosen,
    layout: element.layout,
    shape: { rows: element.rows, columns: element.columns, exact: true },
    get stored() {
      return element.stored;
    },
    async names() {
      const [rows, columns] = [samples(), features()];
      return { rows: rows.names, columns: columns.names, warnings: [...rows.warnings, ...columns.warnings] };
    },
    async *blocks() {
      const { names } = samples();
      let row = 0;
      for (const matrix of element.blocks()) {
        const place = infinitePlace(matrix);
        if (place) {
          throw new UserError(
            `${file}, sample "${names[row + place.row]}", feature "${features().names[place.column]}": the value is not a finite number that fits 32 bits. Put NaN there if it is not known, and save the file again.`,
          );
        }
        yield { rows: names.slice(row, row + matrix.rows), matrix };
        row += matrix.rows;
      }
    },
  };
}

function infinitePlace(matrix: Matrix): { row: number; column: number } | null {
  const [above, below] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) =>
    matrix.values.indexOf(value),
  );
  return above === -1 && below === -1 ? null : placeOf(matrix, above === -1 ? below : above);
}
