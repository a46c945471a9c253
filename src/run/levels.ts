/** One character for each of 64 levels. */
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const TOP = CHARACTERS.length - 1;
const LEVEL_OF = new Map(Array.from(CHARACTERS, (character, level) => [character, level]));

/** Counts as text, one character each: as they are where none is above 63, else in steps of 1/63 of the largest. */
export function encodeLevels(counts: ArrayLike<number>): string {
  let most = TOP;
  for (let i = 0; i < counts.length; i++) if (counts[i] > most) most = counts[i];
  let text = '';
  for (let i = 0; i < counts.length; i++) {
    // What is there stays to be seen, however little it is.
    text += CHARACTERS[counts[i] === 0 ? 0 : Math.max(1, Math.round((counts[i] / most) * TOP))];
  }
  return text;
}

/** The levels that `encodeLevels` wrote: proportional to the counts, and equal to them where none was above 63. */
export function decodeLevels(text: string): number[] {
  return Array.from(text, (character) => LEVEL_OF.get(character) ?? 0);
}
