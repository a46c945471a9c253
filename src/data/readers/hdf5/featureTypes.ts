import { pickColumns } from '../../matrix.ts';
import type { TablePart } from '../tableFile.ts';
import { labelText } from './column.ts';
import type { Frame } from './frame.ts';
import type { MatrixElement } from './matrixElement.ts';
import { once } from './names.ts';

/** The column of var in which Cell Ranger and scanpy say what a feature is: "Gene Expression", "Peaks", "Antibody Capture". */
const COLUMN = 'feature_types';

/** The features of X by type, a table for each; none where they are all of one. */
export function featureTypeParts(x: TablePart, element: MatrixElement, features: Frame): TablePart[] {
  if (!features.columns.includes(COLUMN)) return [];
  const columnsOf = new Map<string, number[]>();
  features.column(COLUMN).forEach((value, k) => {
    const type = labelText(value);
    if (type === null) return;
    const list = columnsOf.get(type);
    if (list) list.push(k);
    else columnsOf.set(type, [k]);
  });
  if (columnsOf.size < 2) return [];
  const storedOf = once(() => element.storedOf());
  return [...columnsOf].map(([type, list]) => {
    const columns = Int32Array.from(list);
    return {
      ...x,
      name: type,
      modality: type,
      chosen: true,
      shape: { ...x.shape, columns: columns.length },
      get stored() {
        const stored = storedOf();
        return stored && columns.reduce((sum, k) => sum + stored[k], 0);
      },
      async names() {
        const all = await x.names();
        return { ...all, columns: list.map((k) => all.columns[k]) };
      },
      async *blocks() {
        for await (const { rows, matrix } of x.blocks()) yield { rows, matrix: pickColumns(matrix, columns) };
      },
    };
  });
}
