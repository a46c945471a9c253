import type { R2Scores } from '../../src/run/runData.ts';

export interface FoundFeature {
  readonly modality: string;
  readonly feature: string;
}

/**
 * Features of any modality whose name holds the text, whatever its case: those that begin with it first, else in the order of the tables.
 * @param limit the most to list
 * @returns the list, and how many there are in all
 */
export function searchFeatures(
  targets: R2Scores['targets'],
  text: string,
  limit: number,
): { readonly found: readonly FoundFeature[]; readonly count: number } {
  const needle = text.trim().toLowerCase();
  const [begin, hold]: [FoundFeature[], FoundFeature[]] = [[], []];
  let count = 0;
  for (const { name: modality, features } of targets) {
    for (const feature of features) {
      const at = feature.toLowerCase().indexOf(needle);
      if (at < 0) continue;
      count++;
      const list = at === 0 ? begin : hold;
      if (list.length < limit) list.push({ modality, feature });
    }
  }
  return { found: [...begin, ...hold].slice(0, limit), count };
}
