import { type Column, isColumn, isNumberColumn, pickCategories, readColumn } from './column.ts';
import type { Value } from './decode.ts';
import type { Hdf5Dataset, Hdf5File } from './hdf5File.ts';
import { once } from './names.ts';

/** A data frame of an AnnData file, such as obs and var: named rows, and columns of any kind. */
export interface Frame {
  readonly path: string;
  readonly rows: number;
  /** names of the columns that can be read, in their order */
  readonly columns: readonly string[];
  /** names of the rows, as written */
  index(): string[];
  column(name: string): Column;
  /** whether a column holds numbers, missing ones included, rather than texts, booleans or categories */
  numeric(name: string): boolean;
}

/** Names that the index has where nothing tells. */
const INDEX_NAMES = ['_index', 'index'];

/**
 * A data frame, either a group of columns (anndata since 0.7) or one array with a field for each column (before).
 * @returns null where none lies there
 * @throws UserError where its index is missing or damaged
 */
export function openFrame(hdf5: Hdf5File, path: string): Frame | null {
  switch (hdf5.kind(path)) {
    case 'group':
      return openGroup(hdf5, path);
    case 'dataset':
      return openRecords(hdf5, hdf5.dataset(path));
    default:
      return null;
  }
}

function openGroup(hdf5: Hdf5File, path: string): Frame {
  const members = hdf5.members(path);
  const told = hdf5.attribute(path, '_index');
  const index = [told, ...INDEX_NAMES].find((name) => typeof name === 'string' && members.includes(name));
  if (typeof index !== 'string') throw hdf5.problem(path, 'it does not say what its rows are called');
  const place = `${path}/${index}`;
  const rows = lengthOf(hdf5, place);
  const order = hdf5.attributes(path, 'column-order').filter((name) => typeof name === 'string');
  const named = [...new Set([...order, ...members])];
  const columns = once(() =>
    named.filter((name) => name !== index && members.includes(name) && isColumn(hdf5, `${path}/${name}`, rows)),
  );
  return {
    path,
    rows,
    get columns() {
      return columns();
    },
    index: () => indexTexts(readColumn(hdf5, place)),
    column: (name) => readColumn(hdf5, `${path}/${name}`),
    numeric: (name) => isNumberColumn(hdf5, `${path}/${name}`),
  };
}

function lengthOf(hdf5: Hdf5File, place: string): number {
  const values = hdf5.kind(place) === 'group' ? ['values', 'codes'].map((name) => `${place}/${name}`) : [place];
  const found = values.find((path) => hdf5.kind(path) === 'dataset');
  const shape = found === undefined ? null : hdf5.dataset(found).shape;
  if (shape?.length !== 1) throw hdf5.problem(place, 'the names of its rows are not one list');
  return shape[0];
}

/** Categories of the oldest files lie at the root, in uns. */
function openRecords(hdf5: Hdf5File, dataset: Hdf5Dataset): Frame {
  const { path, shape, type } = dataset;
  if (shape?.length !== 1 || type.kind !== 'compound') throw hdf5.problem(path, 'it is no data frame');
  const [rows] = shape;
  const fields = type.fields.filter((field) => !['other', 'array', 'compound'].includes(field.type.kind));
  const index =
    fields.find(({ name }) => INDEX_NAMES.includes(name)) ??
    fields.find((field) => field.type.kind === 'text') ??
    fields[0];
  if (!index) throw hdf5.problem(path, 'it does not say what its rows are called');
  return {
    path,
    rows,
    columns: fields.filter((field) => field !== index).map(({ name }) => name),
    index: () => indexTexts(hdf5.readValues(dataset, 0, rows, index.name)),
    column(name) {
      const values = hdf5.readValues(dataset, 0, rows, name);
      const categories = `/uns/${name}_categories`;
      return hdf5.kind(categories) === 'dataset' && values.every((value) => typeof value === 'number')
        ? pickCategories(hdf5, `${path}, field "${name}"`, values, readColumn(hdf5, categories))
        : values;
    },
    numeric(name) {
      const kind = fields.find((field) => field.name === name)?.type.kind;
      return (kind === 'integer' || kind === 'float') && hdf5.kind(`/uns/${name}_categories`) !== 'dataset';
    },
  };
}

function indexTexts(values: readonly Value[]): string[] {
  return values.map((value) => (value === null ? 'nan' : String(value).trim()));
}
