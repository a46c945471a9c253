import { UserError } from '../../../run/userError.ts';
import { listNames } from '../columns.ts';
import type { TableFile } from '../tableFile.ts';
import { openTenx, tenxMatrices } from '../tenx/tenxHdf5.ts';
import { openH5ad } from './h5ad.ts';
import { openH5mu } from './h5mu.ts';
import { Hdf5File } from './hdf5File.ts';

/** The tables of an HDF5 file: .h5ad, .h5mu or the .h5 of 10x Genomics, told apart by what they hold. @throws UserError for any other */
export async function openHdf5(file: string): Promise<TableFile> {
  const hdf5 = await Hdf5File.open(file);
  try {
    return hdf5.together(() => openTables(hdf5));
  } catch (error) {
    hdf5.close();
    throw error;
  }
}

function openTables(hdf5: Hdf5File): TableFile {
  const has = (...paths: string[]): boolean => paths.every((path) => hdf5.kind(`/${path}`) !== null);
  if (hdf5.kind('/mod') === 'group') return openH5mu(hdf5);
  if (has('obs', 'var') || has('X')) return openH5ad(hdf5);
  if (tenxMatrices(hdf5).length > 0) return openTenx(hdf5);
  throw new UserError(`${hdf5.file} ${otherFile(hdf5)}. Export its tables as .h5ad, .h5mu, Parquet or CSV.`);
}

/** Other HDF5 files that people have, by what they hold, and what they are. */
const OTHERS: readonly { readonly paths: readonly string[]; readonly what: string }[] = [
  { paths: ['expectations', 'model_options'], what: 'a trained MOFA2 model' },
  { paths: ['row_attrs', 'col_attrs'], what: 'a Loom file' },
  { paths: ['assays', 'active.ident'], what: 'an h5Seurat file' },
  { paths: ['assays', 'cell.names'], what: 'an h5Seurat file' },
  { paths: ['model_weights'], what: 'a Keras model' },
];

function otherFile(hdf5: Hdf5File): string {
  const members = hdf5.members('/');
  const known = OTHERS.find(({ paths }) => paths.every((path) => members.includes(path)));
  if (known) return `is ${known.what}, which is not read`;
  if (members.length === 0) return 'is an HDF5 file that holds nothing';
  return `is an HDF5 file of a kind that is not read: it holds ${listNames(members, 5)}`;
}
