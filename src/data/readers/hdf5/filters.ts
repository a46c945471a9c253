import { UserError } from '../../../run/userError.ts';

/** Filters that the HDF5 library holds itself: deflate (gzip), shuffle, Fletcher 32, szip, n-bit, scale-offset. */
const BUILT_IN = 6;

/** Registered numbers of filters that AnnData files are met with (HDF Group, registered filter plugins). */
const NAMES = new Map([
  [307, 'bzip2'],
  [32000, 'LZF'],
  [32001, 'Blosc'],
  [32004, 'LZ4'],
  [32008, 'Bitshuffle'],
  [32013, 'ZFP'],
  [32015, 'Zstandard'],
  [32026, 'Blosc2'],
]);

/** @throws UserError where an array is compressed in a way that we cannot undo */
export function requireFilters(place: string, filters: readonly { readonly id: number }[]): void {
  const unknown = filters.find(({ id }) => id > BUILT_IN);
  if (!unknown) return;
  const name = NAMES.get(unknown.id) ?? `filter ${unknown.id}`;
  throw new UserError(
    `${place}: the array is compressed with ${name}, which is not read. Save the file again with gzip, in Python: adata.write_h5ad(path, compression="gzip").`,
  );
}
