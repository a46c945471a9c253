import { existsSync } from 'node:fs';
import { UserError } from '../run/userError.ts';

/**
 * Takes --labels FILE:COLUMN apart. Paths and columns may hold colons themselves: the first cut that leaves an existing
 * file counts, and without one the last colon.
 * @throws UserError when there is no colon with something on both sides.
 */
export function parseLabelsOption(text: string): { file: string; column: string } {
  const cuts = [...text.matchAll(/:/g)].map(({ index }) => index).filter((at) => at > 0 && at < text.length - 1);
  const last = cuts.at(-1);
  if (last === undefined) {
    throw new UserError(`--labels ${text}: name the file and its column, like --labels clinical.csv:stage`);
  }
  const cut = cuts.find((at) => existsSync(text.slice(0, at))) ?? last;
  return { file: text.slice(0, cut), column: text.slice(cut + 1) };
}
