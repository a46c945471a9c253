import { isMissing } from '../missing.ts';
import type { Value } from './decode.ts';
import type { Hdf5File } from './hdf5File.ts';

/** Values as they lie in the file, in order; null = missing. */
export type Column = readonly Value[];

/**
 * Whether a list of values lies at a path that we can read: plain, of categories (codes that point into a list), or nullable
 * (values with a mask), as anndata has written them since 0.7.
 * @param length how many there must be
 */
export function isColumn(hdf5: Hdf5File, path: string, length: number): boolean {
  const parts = partsOf(hdf5, path);
  if (!parts) return false;
  const dataset = hdf5.dataset(parts.values);
  return (
    dataset.shape?.length === 1 &&
    dataset.shape[0] === length &&
    !['other', 'array', 'compound'].includes(dataset.type.kind)
  );
}

/** Whether a column holds numbers, rather than texts, booleans or categories. */
export function isNumberColumn(hdf5: Hdf5File, path: string): boolean {
  const parts = partsOf(hdf5, path);
  return parts?.categories === null && ['integer', 'float'].includes(hdf5.dataset(parts.values).type.kind);
}

/** @throws UserError where no such column lies there, or its codes point nowhere */
export function readColumn(hdf5: Hdf5File, path: string): Column {
  const parts = partsOf(hdf5, path);
  if (!parts) throw hdf5.problem(path, 'the file holds no column there');
  const values = readAll(hdf5, parts.values);
  if (parts.categories !== null) return pickCategories(hdf5, path, values, readColumn(hdf5, parts.categories));
  if (parts.mask === null) return values;
  const masked = readAll(hdf5, parts.mask);
  if (masked.length !== values.length) throw hdf5.problem(path, 'its mask is of another length than its values');
  return values.map((value, n) => (masked[n] === true || masked[n] === 1 ? null : value));
}

/** The categories that codes stand for; codes below 0 = missing. */
export function pickCategories(hdf5: Hdf5File, path: string, codes: Column, categories: Column): Column {
  return codes.map((code) => {
    if (typeof code !== 'number' || code < 0) return null;
    if (code >= categories.length) {
      throw hdf5.problem(path, `it has a code ${code}, and ${categories.length} categories`);
    }
    return categories[code];
  });
}

/** Text of a label, booleans as Python writes them; null = missing. */
export function labelText(value: Value): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const text = String(value);
  return isMissing(text) ? null : text;
}

/** Where a column keeps its values, with its categories or its mask. */
function partsOf(
  hdf5: Hdf5File,
  path: string,
): { values: string; categories: string | null; mask: string | null } | null {
  const kind = hdf5.kind(path);
  if (kind === 'dataset') {
    const end = path.lastIndexOf('/');
    const categories = `${path.slice(0, end)}/__categories/${path.slice(end + 1)}`;
    return { values: path, categories: hdf5.kind(categories) === 'dataset' ? categories : null, mask: null };
  }
  if (kind !== 'group') return null;
  const holds = (name: string): boolean => hdf5.kind(`${path}/${name}`) === 'dataset';
  if (holds('codes') && hdf5.kind(`${path}/categories`) !== null) {
    return { values: `${path}/codes`, categories: `${path}/categories`, mask: null };
  }
  if (holds('values'))
    return { values: `${path}/values`, categories: null, mask: holds('mask') ? `${path}/mask` : null };
  return null;
}

function readAll(hdf5: Hdf5File, path: string): Value[] {
  const dataset = hdf5.dataset(path);
  return dataset.shape === null ? [] : hdf5.readValues(dataset, 0, dataset.shape[0] ?? 1);
}
