import type { FeatureProfiles } from '../../src/run/inspection.ts';

/** What the features of a table can be ordered by; "place" is their order in the file. */
export type ProfileKey = 'place' | 'name' | 'missing' | 'mean' | 'sd' | 'zeros' | 'min' | 'max';

export interface ProfileSort {
  readonly by: ProfileKey;
  readonly descending: boolean;
}

/** Indexes of the features whose name holds `search`, in order; those without a value come last either way. */
export function profileOrder(profiles: FeatureProfiles, search: string, { by, descending }: ProfileSort): number[] {
  const wanted = search.trim().toLowerCase();
  const { names } = profiles;
  const found = Array.from(names.keys()).filter((i) => (names[i] ?? '').toLowerCase().includes(wanted));
  const sign = descending ? -1 : 1;
  if (by === 'place') return descending ? found.reverse() : found;
  if (by === 'name') {
    const { compare } = new Intl.Collator('en', { numeric: true });
    return found.sort((a, b) => sign * compare(names[a] ?? '', names[b] ?? ''));
  }
  const values: readonly (number | null)[] = profiles[by];
  const missing = (i: number) => Number((values[i] ?? null) === null);
  return found.sort((a, b) => missing(a) - missing(b) || sign * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b);
}
