import type { SettingValue } from '../../run/sweepFile.ts';
import type { SweepPlan } from '../../run/sweepPlan.ts';
import type { SweepRow } from '../../run/sweepRow.ts';

/** A run as --json prints it. */
export interface RowDocument extends SweepRow {
  /** its value of every setting that the sweep names, by path; null where its study leaves the setting out */
  readonly settings: Readonly<Record<string, SettingValue>>;
}

/** @param rows of runs of the plan */
export function rowDocuments({ axes, runs }: SweepPlan, rows: readonly SweepRow[]): RowDocument[] {
  const settings = new Map(
    runs.map(({ name, at }) => [name, Object.fromEntries(axes.map(({ path, values }, a) => [path, values[at[a]]]))]),
  );
  return rows.map((row) => ({ ...row, settings: settings.get(row.name) ?? {} }));
}
