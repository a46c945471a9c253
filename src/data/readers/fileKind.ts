import { type FileHandle, open, stat } from 'node:fs/promises';
import { errorCode } from '../../run/errorCode.ts';
import { UserError } from '../../run/userError.ts';

/** What a path leads to, by its first bytes rather than its name. */
export type FileKind = 'folder' | 'hdf5' | 'parquet' | 'matrix market' | 'text';

const HDF5 = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
const PARQUET = Buffer.from('PAR1');
const MATRIX_MARKET = Buffer.from('%%Matrix');

/** @throws UserError where there is nothing that can be read */
export async function fileKind(file: string): Promise<FileKind> {
  try {
    const about = await stat(file);
    if (about.isDirectory()) return 'folder';
    const handle = await open(file);
    try {
      const start = await bytesAt(handle, 0);
      if (start.subarray(0, PARQUET.length).equals(PARQUET)) return 'parquet';
      if (start.equals(MATRIX_MARKET) || /\.mtx\.gz$/i.test(file)) return 'matrix market';
      // HDF5 may begin after a block of other data, of 512 bytes or of a power of two above.
      for (let at = 0; at < about.size; at = Math.max(2 * at, 512)) {
        if ((await bytesAt(handle, at)).equals(HDF5)) return 'hdf5';
      }
      return 'text';
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileProblem(file, error);
  }
}

async function bytesAt(handle: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HDF5.length), 0, HDF5.length, position);
  return buffer.subarray(0, bytesRead);
}

/** An error of the disk or of gzip in words; others as they are. */
export function fileProblem(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const code = errorCode(error) ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new UserError(`${file} does not exist. Check the path.`);
  if (code === 'EACCES' || code === 'EPERM') return new UserError(`${file} may not be read: permission denied.`);
  if (code === 'EISDIR') return new UserError(`${file} is a folder. Name the table inside it.`);
  if (code === 'Z_BUF_ERROR')
    return new UserError(`${file} ends too early: the gzip file is cut off. Download or copy it again.`);
  if (code.startsWith('Z_'))
    return new UserError(`${file} is damaged: it cannot be unzipped. Download or copy it again.`);
  if (code === 'EIO') return new UserError(`${file} cannot be read: the disk reports an error.`);
  return error;
}
