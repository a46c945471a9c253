import { cutAfterFile, cutAtLastColon } from '../data/fileAndPart.ts';
import { UserError } from '../run/userError.ts';

/**
 * Takes --labels FILE:COLUMN apart. Paths and columns may hold colons themselves: the first cut that leaves an existing
 * file counts, and without one the last colon.
 * @throws UserError when there is no colon with something on both sides.
 */
export function parseLabelsOption(text: string): { file: string; column: string } {
  const cut = cutAfterFile(text) ?? cutAtLastColon(text);
  if (!cut) throw new UserError(`--labels ${text}: name the file and its column, like --labels clinical.csv:stage`);
  return { file: cut.file, column: cut.rest };
}
