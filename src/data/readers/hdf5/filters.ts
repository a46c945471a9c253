import { UserError } from '../../../run/userError.ts';

/**
 * Filters that we undo: those of the HDF5 library itself (deflate, shuffle, Fletcher 32, szip, n-bit, scale-offset), then, by
 * their registered numbers, bzip2, LZF (of h5py), Blosc, LZ4, Bitshuffle, Zstandard and Blosc2, for which dist/ holds plugins.
 */
const KNOWN = [1, 2, 3, 4, 5, 6, 307, 32000, 32001, 32004, 32008, 32015, 32026];

/** @throws UserError where an array is compressed in a way that we cannot undo */
export function requireFilters(
  place: string,
  filters: readonly { readonly id: number; readonly name: string }[],
): void {
  const unknown = filters.find(({ id }) => !KNOWN.includes(id));
  if (!unknown) return;
  const name = unknown.name === '' ? `filter ${unknown.id}` : `"${unknown.name}" (filter ${unknown.id})`;
  throw new UserError(
    `${place}: the array is compressed by ${name}, which is not read. Save the file again with gzip, in Python: adata.write_h5ad(path, compression="gzip").`,
  );
}
