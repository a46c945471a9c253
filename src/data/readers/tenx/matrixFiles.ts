import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../../run/userError.ts';
import { listNames } from '../columns.ts';
import { fileProblem } from '../fileKind.ts';

/** The three files that hold a matrix of counts, as Cell Ranger writes them. */
export interface MatrixFiles {
  readonly matrix: string;
  readonly barcodes: string;
  readonly features: string;
}

const MATRIX = /matrix\.mtx(\.gz)?$/i;
const BARCODES = ['barcodes.tsv'];
/** of Cell Ranger from version 3 on, before it, and for chromatin alone */
const FEATURES = ['features.tsv', 'genes.tsv', 'peaks.bed'];
const LOOKED_FOR =
  'matrix.mtx, barcodes.tsv and features.tsv (or genes.tsv), each also with .gz, all three with the same beginning of their names or none';

/**
 * Finds the three files of a folder, or those beside a matrix that is named itself.
 * @param path a folder, or a file that ends in .mtx or .mtx.gz
 * @throws UserError where they are not there, or there are several sets
 */
export async function findMatrixFiles(path: string, isFolder: boolean): Promise<MatrixFiles> {
  const folder = isFolder ? path : dirname(path);
  const names = await namesIn(folder);
  const matrix = isFolder ? await onlyMatrix(folder, names) : basename(path);
  const beginning = matrix.replace(/(matrix)?\.mtx(\.gz)?$/i, '');
  const find = (endings: readonly string[]): string => {
    const wanted = endings.flatMap((ending) => [beginning + ending, `${beginning}${ending}.gz`]);
    const found = wanted.find((name) => names.includes(name));
    if (found) return join(folder, found);
    throw new UserError(
      `${join(folder, matrix)} has no ${listNames([beginning + endings[0]])} beside it. Looked for ${LOOKED_FOR}.`,
    );
  };
  return { matrix: join(folder, matrix), barcodes: find(BARCODES), features: find(FEATURES) };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    throw fileProblem(folder, error);
  }
}

async function onlyMatrix(folder: string, names: readonly string[]): Promise<string> {
  const found = names.filter((name) => MATRIX.test(name));
  // A file that was unpacked beside the packed one is the same matrix.
  const different = found.filter((name) => !found.includes(name.replace(/\.gz$/i, '')) || !/\.gz$/i.test(name));
  if (different.length === 1) return different[0];
  if (different.length > 1) {
    throw new UserError(
      `${folder} holds several matrices: ${listNames(different, 5)}. Name one of these files instead of the folder.`,
    );
  }
  const within = await Promise.all(
    names.slice(0, 50).map(async (name) => {
      const inner = await readdir(join(folder, name)).catch(() => []);
      return inner.some((file) => MATRIX.test(file)) ? [join(folder, name)] : [];
    }),
  );
  const folders = within.flat();
  const hint = folders.length > 0 ? ` There is one in ${folders.slice(0, 3).join(', ')}: name that folder.` : '';
  throw new UserError(`${folder} is a folder without a 10x matrix. Looked for ${LOOKED_FOR}.${hint}`);
}
