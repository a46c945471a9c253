import type { SweepRow } from '../run/sweepRow.ts';

/**
 * The runs that are still to be made: those of which there is nothing, and those that were begun and are worked on by nobody.
 * @param retry the failed ones as well, and those whose time was up
 */
export function todo(rows: readonly SweepRow[], retry: boolean): string[] {
  const wanted = ['waiting', 'stopped', 'interrupted', ...(retry ? ['timeout', 'failed'] : [])];
  return rows.filter(({ state }) => wanted.includes(state)).map(({ name }) => name);
}
