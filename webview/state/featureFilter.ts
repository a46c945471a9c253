import type { R2Scores } from '../../src/run/runData.ts';

type Target = R2Scores['targets'][number];

/** Which features a list holds. */
export interface FeatureFilter {
  /** what was typed or pasted; empty = any name */
  readonly search: string;
  readonly onlyShared: boolean;
  /** names to keep; null = all */
  readonly among: ReadonlySet<string> | null;
}

export interface FilteredFeatures {
  /** indices in the target, in its order */
  readonly indices: number[];
  /** words of a search for several names that no feature matches */
  readonly unknown: readonly string[];
}

/**
 * The features that pass a filter. One word finds every name that holds it. Of several, between commas, semicolons, tabs or
 * line ends, each finds the feature of that very name, or else every name that holds it; words between blanks are several
 * where no name holds them as they stand. Case does not matter.
 */
export function filterFeatures(target: Target, { search, onlyShared, among }: FeatureFilter): FilteredFeatures {
  const names = target.features.map((name) => name.toLowerCase());
  const words = searchWords(search, names);
  const { found, unknown } =
    words.length > 1 ? findEach(words, names) : { found: holding(words[0], names), unknown: [] };
  const verdicts = target.verdicts?.verdict;
  const indices = found.filter(
    (index) => (!onlyShared || verdicts?.[index] === 'shared') && (!among || among.has(target.features[index])),
  );
  return { indices, unknown };
}

/** Pasted lines as one line, which is all that a search field can hold. */
export function oneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');
}

function searchWords(search: string, names: readonly string[]): string[] {
  const parts = wordsOf(search, /[,;\t\r\n]/);
  return parts.flatMap((part) =>
    names.some((name) => name.includes(part.toLowerCase())) ? [part] : wordsOf(part, /\s/),
  );
}

function wordsOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function holding(word: string | undefined, names: readonly string[]): number[] {
  const part = (word ?? '').toLowerCase();
  return names.flatMap((name, index) => (name.includes(part) ? [index] : []));
}

function findEach(words: readonly string[], names: readonly string[]) {
  const known = new Set(names);
  const exact = new Set(words.map((word) => word.toLowerCase()).filter((word) => known.has(word)));
  const parts = words.filter((word) => !exact.has(word.toLowerCase()));
  const found = names.flatMap((name, index) =>
    exact.has(name) || parts.some((part) => name.includes(part.toLowerCase())) ? [index] : [],
  );
  return { found, unknown: parts.filter((part) => holding(part, names).length === 0) };
}
