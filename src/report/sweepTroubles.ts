import type { SweepRow } from '../run/sweepRow.ts';

/** Runs that did not come to their end for the same reason. */
export interface SweepTrouble {
  readonly state: 'failed' | 'timeout' | 'interrupted';
  /** the reason, in the words of the first of them; null where it is not known */
  readonly note: string | null;
  readonly rows: readonly SweepRow[];
}

/** Failed and interrupted runs, and those whose time was up, by reason, the most frequent first. Reasons that differ in numbers only are one. */
export function sweepTroubles(rows: readonly SweepRow[]): SweepTrouble[] {
  const troubles = new Map<string, { state: SweepTrouble['state']; note: string | null; rows: SweepRow[] }>();
  for (const row of rows) {
    const { state, note } = row;
    if (state !== 'failed' && state !== 'timeout' && state !== 'interrupted') continue;
    const key = `${state} ${note?.replace(/\d+/g, '0') ?? ''}`;
    const trouble = troubles.get(key);
    if (trouble) trouble.rows.push(row);
    else troubles.set(key, { state, note, rows: [row] });
  }
  return [...troubles.values()].sort((a, b) => b.rows.length - a.rows.length);
}
