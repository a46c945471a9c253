import { stat } from 'node:fs/promises';
import { filesOf } from '../data/filesOf.ts';
import { sha256 } from '../data/sha256.ts';
import { UserError } from '../run/userError.ts';

/** What tells that a table's files were written again without reading them: sizes and times of the last change. */
export async function stampOf(path: string): Promise<string | null> {
  const files = await filesOf(path).catch(() => []);
  const found = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  const stamps = found.flatMap((file) => (file?.isFile() ? [`${file.size} ${file.mtimeMs}`] : []));
  return stamps.length > 0 && stamps.length === files.length ? stamps.join(' ') : null;
}

/**
 * Makes sure that a table is the one that a run was trained on.
 * @param recorded the SHA-256 in the run's record
 * @throws UserError that names the file and says what to do
 */
export async function requireUnchanged(path: string, modality: string, recorded: string): Promise<void> {
  if ((await stampOf(path)) === null) {
    throw new UserError(
      `${path}, the table of ${modality}, is not there any more. The run keeps its own results, but not the tables: put the file back, and try again.`,
    );
  }
  if ((await sha256(path)) !== recorded) {
    throw new UserError(
      `${path}, the table of ${modality}, has changed since the run was trained (its SHA-256 is another one), so its values are not those that the model saw. Put the file back, or train anew.`,
    );
  }
}
