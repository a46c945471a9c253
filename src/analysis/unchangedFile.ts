import { stampOf } from '../data/fileStamp.ts';
import { sha256 } from '../data/sha256.ts';
import { UserError } from '../run/userError.ts';

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
