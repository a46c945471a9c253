import type { Metrics, RunFile } from '../../run/runFile.ts';
import { directionName, formatCount, formatScore, list, plural } from '../words.ts';

export type Direction = Metrics['r2'][number];
export type Scored = Direction & { readonly median: number };

/** Directions from one table to another by name, not "all others". */
export function named({ r2 }: Metrics): Direction[] {
  return r2.filter(({ source, target }) => source !== target && source !== 'all');
}

/** Those in which a feature has a score, highest median first. */
export function scored(metrics: Metrics): Scored[] {
  return named(metrics)
    .filter((entry): entry is Scored => entry.median !== null)
    .sort((a, b) => b.median - a.median);
}

/** Each table from its own latents. */
export function selfScored({ r2 }: Metrics): Scored[] {
  return r2.filter((entry): entry is Scored => entry.source === entry.target && entry.median !== null);
}

/** "rna → mirna (0.12) and mirna → rna (0.08)". */
export function withMedians(directions: readonly Scored[]): string {
  return shortList(
    directions.map(({ source, target, median }) => `${directionName(source, target)} (${formatScore(median)})`),
  );
}

/** At most six by name, so that five tables do not fill the page. */
export function shortList(names: readonly string[]): string {
  return names.length <= 6 ? list(names) : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}

/** A table that fewer than this share of the samples have is short of them. */
const SHORT = 0.75;

/**
 * "Only 46 of 80 samples have protein.": tables that many samples lack.
 * @returns null where such tables do not explain all of the directions
 */
export function shortTables(
  { modalities, samples: { total } }: RunFile,
  directions: readonly Direction[],
): string | null {
  const short = modalities.filter(
    ({ name, samples }) =>
      samples < SHORT * total && directions.some(({ source, target }) => source === name || target === name),
  );
  const explained = ({ source, target }: Direction) => short.some(({ name }) => name === source || name === target);
  if (short.length === 0 || !directions.every(explained)) return null;
  const [first, ...others] = short;
  const more = others.map(({ name, samples }) => `${formatCount(samples)} have ${name}`);
  return `Only ${list([`${formatCount(first.samples)} of ${plural(total, 'sample')} have ${first.name}`, ...more])}.`;
}
