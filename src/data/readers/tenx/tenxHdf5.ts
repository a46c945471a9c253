import { UserError } from '../../../run/userError.ts';
import { featureTypeParts } from '../hdf5/featureTypes.ts';
import type { Hdf5File } from '../hdf5/hdf5File.ts';
import { type Names, once, uniqueNamesOf } from '../hdf5/names.ts';
import { compressedElement } from '../hdf5/sparseElement.ts';
import type { TableFile, TablePart } from '../tableFile.ts';
import type { Feature } from './featureTypes.ts';

/** Raw matrices of the newest chemistries name several million barcodes. */
const MOST_NAMES = 1 << 24;

/** Groups of a file of 10x Genomics that hold a matrix each: /matrix since Cell Ranger 3, one of each genome before. */
export function tenxMatrices(hdf5: Hdf5File): string[] {
  return hdf5
    .members('/')
    .map((name) => `/${name}`)
    .filter((path) =>
      ['data', 'indices', 'indptr', 'shape'].every((name) => hdf5.kind(`${path}/${name}`) === 'dataset'),
    );
}

/**
 * Counts of features × barcodes as Cell Ranger, Cell Ranger ATAC and Space Ranger write them; each type of features is a part,
 * or, before Cell Ranger 3, each genome.
 * @throws UserError where matrix and names do not fit each other
 */
export function openTenx(hdf5: Hdf5File): TableFile {
  const { file } = hdf5;
  const groups = tenxMatrices(hdf5);
  const parts = groups.flatMap((group) => matrixParts(hdf5, group));
  const genomes = groups.length > 1;
  return {
    file,
    format: '10x .h5',
    // Genomes are alternatives, of which one must be named; types of features are modalities.
    parts: genomes ? parts.map((part) => ({ ...part, chosen: false })) : parts,
    labelColumns: [],
    async readLabels() {
      throw new UserError(
        `${file} describes no samples: a 10x matrix holds counts alone. Name a table with the barcodes and what is known of them.`,
      );
    },
    close: () => hdf5.close(),
  };
}

function matrixParts(hdf5: Hdf5File, group: string): TablePart[] {
  const [columns, rows] = shapeOf(hdf5, `${group}/shape`);
  // What is compressed by columns of features × barcodes is compressed by rows of barcodes × features.
  const element = compressedElement(hdf5, group, { byRows: true, rows, columns });
  const samples = once((): Names => {
    const barcodes = texts(hdf5, `${group}/barcodes`, rows);
    if (barcodes) return uniqueNamesOf(hdf5.file, barcodes, 'barcode');
    const names = Array.from({ length: rows }, (_, n) => `barcode_${n + 1}`);
    return { names, warnings: [`${hdf5.file}, ${group}: it names no barcodes; they are called barcode_1 and so on.`] };
  });
  const typed = featureTypeParts(hdf5.file, element, samples, featuresOf(hdf5, group, columns));
  // Before there were types, there were genes alone.
  const untyped = { name: group === '/matrix' ? '' : group.slice(1), modality: 'rna' };
  return typed.map((part) => (part.name === '' ? { ...part, ...untyped } : part));
}

function shapeOf(hdf5: Hdf5File, path: string): readonly [features: number, barcodes: number] {
  const dataset = hdf5.dataset(path);
  const [features, barcodes] = dataset.shape?.length === 1 ? hdf5.readValues(dataset, 0, dataset.shape[0]) : [];
  if (typeof features === 'number' && typeof barcodes === 'number' && Math.min(features, barcodes) > 0) {
    if (Math.max(features, barcodes) <= MOST_NAMES) return [features, barcodes];
    throw hdf5.problem(path, `${features} features and ${barcodes} barcodes are more than any measurement has`);
  }
  throw hdf5.problem(path, 'it does not say how many features and barcodes there are');
}

/** Since Cell Ranger 3 in a group of their own, with their types; before that beside the matrix. */
function featuresOf(hdf5: Hdf5File, group: string, count: number): Feature[] {
  const read = (...names: string[]): string[] | null => {
    for (const name of names) {
      const found = texts(hdf5, `${group}/${name}`, count);
      if (found) return found;
    }
    return null;
  };
  const ids = read('features/id', 'genes');
  const names = read('features/name', 'gene_names');
  const types = read('features/feature_type');
  return Array.from({ length: count }, (_, f) => ({
    id: ids?.[f] ?? '',
    name: names?.[f] ?? '',
    type: types?.[f] ?? '',
  }));
}

/** @returns null where there is no such list @throws UserError where it is of another length */
function texts(hdf5: Hdf5File, path: string, count: number): string[] | null {
  if (hdf5.kind(path) !== 'dataset') return null;
  const dataset = hdf5.dataset(path);
  if (dataset.shape?.length !== 1 || dataset.shape[0] !== count) {
    throw hdf5.problem(path, `it is not a list of ${count}, one for each that the matrix has`);
  }
  return hdf5.readValues(dataset, 0, count).map((value) => String(value ?? '').trim());
}
