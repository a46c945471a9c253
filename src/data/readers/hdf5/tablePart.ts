import type { TablePart } from '../tableFile.ts';
import type { MatrixElement } from './matrixElement.ts';
import type { Names } from './names.ts';

/** A matrix with the names of its rows and columns, as a table. */
export function tablePart({
  name,
  modality,
  chosen,
  element,
  samples,
  features,
}: Pick<TablePart, 'name' | 'modality' | 'chosen'> & {
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
        yield { rows: names.slice(row, row + matrix.rows), matrix };
        row += matrix.rows;
      }
    },
  };
}
