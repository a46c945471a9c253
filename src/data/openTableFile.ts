import { openDelimited } from './readers/delimitedFile.ts';
import { fileKind } from './readers/fileKind.ts';
import { openHdf5 } from './readers/hdf5/openHdf5.ts';
import type { ReadOptions, TableFile } from './readers/tableFile.ts';
import { openMatrixFolder } from './readers/tenx/matrixFolder.ts';

/**
 * Opens a file of tables by what it is, whatever its name. To be closed.
 * @throws UserError for a file that we do not read, or that is damaged
 */
export async function openTableFile(file: string, options: ReadOptions): Promise<TableFile> {
  const kind = await fileKind(file);
  switch (kind) {
    case 'text':
      return openDelimited(file, options);
    case 'hdf5':
      return openHdf5(file);
    case 'parquet':
      return (await import('./readers/parquet/parquetFile.ts')).openParquetTable(file, options);
    case 'folder':
    case 'matrix market':
      return openMatrixFolder(file, kind === 'folder');
  }
}
