import { stat } from 'node:fs/promises';
import { fileProblem } from './readers/fileKind.ts';
import { findMatrixFiles } from './readers/tenx/matrixFiles.ts';

/**
 * The files on the disk that a table lies in: itself, or the three of a 10x matrix, always in the same order.
 * @throws UserError where there are none
 */
export async function filesOf(path: string): Promise<string[]> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    if (!isFolder && !/\.mtx(\.gz)?$/i.test(path)) return [path];
    const { matrix, barcodes, features } = await findMatrixFiles(path, isFolder);
    return [matrix, barcodes, features];
  } catch (error) {
    throw fileProblem(path, error);
  }
}
