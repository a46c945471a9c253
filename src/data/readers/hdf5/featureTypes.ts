import { type Matrix, pickColumns, type SparseMatrix } from '../../matrix.ts';
import type { TablePart } from '../tableFile.ts';
import { type Feature, groupFeatures } from '../tenx/featureTypes.ts';
import type { MatrixElement } from './matrixElement.ts';
import { type Names, once } from './names.ts';
import { tablePart } from './tablePart.ts';

/**
 * A table for each type of features: "Gene Expression", "Peaks", "Antibody Capture". Where there are several, how many cells
 * each stores is counted when it is first asked for.
 * @param features one for each column of the matrix
 */
export function featureTypeParts(
  file: string,
  element: MatrixElement,
  samples: () => Names,
  features: readonly Feature[],
): TablePart[] {
  const groups = groupFeatures(file, features);
  const storedOf = once(() => element.storedOf());
  return groups.map((group) => {
    const { type: name, modality, places, names } = group;
    const part = { name, modality, chosen: true, samples, features: () => group };
    if (groups.length === 1) return tablePart({ ...part, element });
    const columns = new Int32Array(names.length);
    places.forEach((place, column) => {
      if (place >= 0) columns[place] = column;
    });
    // A block of all rows is kept by whoever asks for it: then only what is wanted of it should be.
    const pick = (block: Matrix): Matrix =>
      block.layout === 'sparse' && block.rows < element.rows
        ? keepColumns(block, places, columns.length)
        : pickColumns(block, columns);
    const picked = {
      layout: element.layout,
      rows: element.rows,
      columns: columns.length,
      get stored() {
        const stored = storedOf();
        return stored && columns.reduce((sum, column) => sum + stored[column], 0);
      },
      *blocks() {
        for (const block of element.blocks()) yield pick(block);
      },
    };
    return tablePart({ ...part, element: picked });
  });
}

/**
 * The columns that have a place, in the memory of the block itself, which its reader fills anew for the next.
 * @param places of each column, ascending, −1 = left out
 */
function keepColumns(block: SparseMatrix, places: Int32Array, columns: number): SparseMatrix {
  const { rows, indices, values } = block;
  const starts = new Uint32Array(rows + 1);
  let filled = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = block.starts[row]; i < block.starts[row + 1]; i++) {
      const place = places[indices[i]];
      if (place < 0) continue;
      indices[filled] = place;
      values[filled++] = values[i];
    }
    starts[row + 1] = filled;
  }
  return { ...block, columns, starts, indices: indices.subarray(0, filled), values: values.subarray(0, filled) };
}
