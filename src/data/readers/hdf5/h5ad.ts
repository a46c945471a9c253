import { UserError } from '../../../run/userError.ts';
import type { TableFile } from '../tableFile.ts';
import { openAnnData } from './annData.ts';
import type { Hdf5File } from './hdf5File.ts';
import { labelColumn } from './labels.ts';

/** An .h5ad file: one AnnData object. @throws UserError where it holds no table */
export function openH5ad(hdf5: Hdf5File): TableFile {
  const { file } = hdf5;
  const { obs, samples, parts } = openAnnData(hdf5, { root: '', modality: null });
  if (parts.length === 0) {
    throw new UserError(
      `${file} holds no table of numbers: it names ${obs.rows} samples, and X, layers and obsm are missing, empty or not of numbers. Save the AnnData object with its X.`,
    );
  }
  return {
    file,
    format: 'AnnData',
    parts,
    get labelColumns() {
      return obs.columns;
    },
    async readLabels() {
      return hdf5.together(() => ({
        file,
        sampleIds: samples().names,
        columns: obs.columns.map((name) => labelColumn(obs, name)),
      }));
    },
    close: () => hdf5.close(),
  };
}
