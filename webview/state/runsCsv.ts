import { formatCsv } from '../../src/run/csv.ts';
import type { SettingValue } from '../../src/run/sweepFile.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import type { SweepRun } from './sweepState.ts';

/** One row a run, in this order, with all its settings, facts and scores. What a run does not have is an empty cell. */
export function runsCsv({ axes }: SweepPlan, runs: readonly SweepRun[], scores: readonly string[]): string {
  const header = [
    'run',
    'state',
    ...axes.map(({ path }) => path),
    ...scores,
    'seconds',
    'parameters',
    'warnings',
    'engine',
    'host',
    'job',
    'note',
  ];
  const rows = runs.map(({ at, row }) => [
    row.name,
    row.state,
    ...axes.map(({ values }, k) => settingCell(values[at[k]])),
    ...scores.map((name) => row.scores[name] ?? ''),
    row.seconds ?? '',
    row.parameters ?? '',
    row.warnings,
    row.engine?.name ?? '',
    row.host ?? '',
    row.job ?? '',
    row.note ?? '',
  ]);
  return formatCsv(header, rows);
}

function settingCell(value: SettingValue | undefined): string | number {
  if (value === undefined) return '';
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}
