import { UserError } from '../../../run/userError.ts';
import { requireMemory } from '../../requireMemory.ts';
import type { TableFile, TablePart } from '../tableFile.ts';
import { appendEntries, countEntries, type EntrySource, scatterEntries } from './collectEntries.ts';
import { type FeatureGroup, groupFeatures } from './featureTypes.ts';
import { findMatrixFiles } from './matrixFiles.ts';
import { readMatrixSize } from './matrixMarket.ts';
import { readBarcodes, readFeatures } from './nameLists.ts';

/**
 * A matrix of features × barcodes in three files, as Cell Ranger writes it; each type of features is a part.
 * @param path the folder, or its file that ends in .mtx or .mtx.gz
 * @throws UserError where a file is missing or damaged, or their sizes do not fit each other
 */
export async function openMatrixFolder(path: string, isFolder: boolean): Promise<TableFile> {
  const files = await findMatrixFiles(path, isFolder);
  const size = await readMatrixSize(files.matrix);
  const features = await readFeatures(files.features, size.rows);
  const barcodes = await readBarcodes(files.barcodes, size.columns);
  if (features.length === 0 || barcodes.length === 0) {
    throw new UserError(`${files.matrix} is empty: it has ${size.rows} features and ${size.columns} barcodes.`);
  }
  const source = { file: files.matrix, size };
  const groups = groupFeatures(files.features, features);
  return {
    file: path,
    format: '10x mtx',
    parts: groups.length === 1 ? [wholePart(source, groups[0], barcodes)] : await splitParts(source, groups, barcodes),
    labelColumns: [],
    async readLabels() {
      throw new UserError(
        `${path} describes no samples: a 10x matrix holds counts alone. Name a table with the barcodes and what is known of them.`,
      );
    },
    close() {},
  };
}

function wholePart(source: EntrySource, group: FeatureGroup, barcodes: readonly string[]): TablePart {
  return {
    ...describe(source, group, barcodes, source.size.entries),
    async *blocks() {
      requireMemory(source.file, source.size.entries * 8);
      const matrix = await appendEntries(source, group.places);
      if (matrix !== null) {
        yield { rows: barcodes, matrix };
        return;
      }
      const [starts] = await countEntries(source, new Int32Array(group.places.length), 1);
      yield { rows: barcodes, matrix: await scatterEntries(source, group.places, group.names.length, starts) };
    },
  };
}

/** How many cells each type has is known only when all are counted. */
async function splitParts(
  source: EntrySource,
  groups: readonly FeatureGroup[],
  barcodes: readonly string[],
): Promise<TablePart[]> {
  const groupOf = new Int32Array(source.size.rows);
  groups.forEach(({ places }, g) => {
    places.forEach((place, feature) => {
      if (place >= 0) groupOf[feature] = g;
    });
  });
  const starts = await countEntries(source, groupOf, groups.length);
  return groups.map((group, g) => ({
    ...describe(source, group, barcodes, starts[g][barcodes.length]),
    async *blocks() {
      yield { rows: barcodes, matrix: await scatterEntries(source, group.places, group.names.length, starts[g]) };
    },
  }));
}

function describe(
  { size }: EntrySource,
  { type, modality, names, warnings }: FeatureGroup,
  barcodes: readonly string[],
  stored: number,
): Omit<TablePart, 'blocks'> {
  return {
    name: type,
    modality,
    chosen: true,
    layout: 'sparse',
    shape: { rows: size.columns, columns: names.length, exact: true },
    stored,
    names: async () => ({ rows: barcodes, columns: names, warnings }),
  };
}
