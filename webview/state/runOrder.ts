import type { RunColumn } from './runColumns.ts';
import type { SweepSort } from './sweepChoice.ts';
import type { SweepRun } from './sweepState.ts';

/** Runs by a column, those without a value last; equal ones, and all where no column is chosen, in the plan's order. */
export function sortRuns(
  runs: readonly SweepRun[],
  columns: readonly RunColumn[],
  sort: SweepSort | null,
): readonly SweepRun[] {
  const column = columns.find(({ id }) => id === sort?.by);
  if (!sort || !column) return runs;
  const sign = sort.descending ? -1 : 1;
  const keyed = runs.map((run) => ({ run, key: column.key(run) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return a.key < b.key ? -sign : a.key > b.key ? sign : 0;
  });
  return keyed.map(({ run }) => run);
}
