import { pickColumns } from '../../matrix.ts';
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
    const part = tablePart({ name, modality, chosen: true, element, samples, features: () => group });
    if (groups.length === 1) return part;
    const columns = new Int32Array(names.length);
    places.forEach((place, column) => {
      if (place >= 0) columns[place] = column;
    });
    return {
      ...part,
      shape: { ...part.shape, columns: columns.length },
      get stored() {
        const stored = storedOf();
        return stored && columns.reduce((sum, column) => sum + stored[column], 0);
      },
      async *blocks() {
        for await (const { rows, matrix } of part.blocks()) yield { rows, matrix: pickColumns(matrix, columns) };
      },
    };
  });
}
