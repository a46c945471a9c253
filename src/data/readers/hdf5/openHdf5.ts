import { UserError } from '../../../run/userError.ts';
import type { TableFile } from '../tableFile.ts';
import { Hdf5File } from './hdf5File.ts';

/** The tables of an HDF5 file. @throws UserError for what is none, or not read */
export async function openHdf5(file: string): Promise<TableFile> {
  const hdf5 = await Hdf5File.open(file);
  hdf5.close();
  throw new UserError(`${file}: this kind of file is not read yet.`);
}
