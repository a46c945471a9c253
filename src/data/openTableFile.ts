import { UserError } from '../run/userError.ts';
import { openDelimited } from './readers/delimitedFile.ts';
import { fileKind } from './readers/fileKind.ts';
import { openHdf5 } from './readers/hdf5/openHdf5.ts';
import type { ReadOptions, TableFile } from './readers/tableFile.ts';
import { openMatrixFolder } from './readers/tenx/matrixFolder.ts';

/** Endings of text tables; ".gz" after it is allowed. */
const TEXT = ['.csv', '.tsv', '.txt', '.tab'];

/**
 * Opens a file of tables by what it is, whatever its name. To be closed.
 * @throws UserError for a file that we do not read, or that is damaged
 */
export async function openTableFile(file: string, options: ReadOptions): Promise<TableFile> {
  const kind = await fileKind(file);
  switch (kind) {
    case 'text':
      return openText(file, options);
    case 'hdf5':
      return openHdf5(file);
    case 'parquet':
      return (await import('./readers/parquet/parquetFile.ts')).openParquetTable(file, options);
    case 'folder':
    case 'matrix market':
      return openMatrixFolder(file, kind === 'folder');
  }
}

function openText(file: string, options: ReadOptions): Promise<TableFile> {
  const plain = file.toLowerCase().replace(/\.gz$/, '');
  if (!TEXT.some((ending) => plain.endsWith(ending))) {
    throw new UserError(
      `${file}: this kind of file is not read. Tables end in ${TEXT.join(', ')}, each also with .gz. Save the table as one of them.`,
    );
  }
  return openDelimited(file, options);
}
