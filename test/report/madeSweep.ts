import { parseSweep } from '../../src/run/readSweep.ts';
import { SEED_AXIS } from '../../src/run/seedAxis.ts';
import type { SettingValue, SweepInput } from '../../src/run/sweepFile.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import { type SweepRow, waitingRow } from '../../src/run/sweepRow.ts';

/** A plan in which every combination of the values is a run, seeds from 0 on. */
export function madePlan(
  settings: Readonly<Record<string, SettingValue[]>>,
  seeds: number,
  sweep: Partial<SweepInput> = {},
): SweepPlan {
  const axes = [
    ...Object.entries(settings).map(([path, values]) => ({ path, values })),
    { path: SEED_AXIS, values: Array.from({ length: seeds }, (_, seed) => seed) },
  ];
  const places = axes.reduce<number[][]>(
    (all, { values }) => all.flatMap((at) => values.map((_, i) => [...at, i])),
    [[]],
  );
  return {
    format: 1,
    crossmodal: 'test',
    name: 'made',
    file: '../../made.sweep.json',
    sweep: parseSweep({ study: 'tables.crossmodal.json', ...sweep }, 'made.sweep.json'),
    axes,
    runs: places.map((at) => ({ name: `run-${at.join('-')}`, at })),
  };
}

/** A row of each run that has a score, finished; undefined: nothing is known of the run, null: it has no score. */
export function finishedRows(
  { runs }: SweepPlan,
  score: (at: readonly number[]) => number | null | undefined,
  parameters: (at: readonly number[]) => number = () => 1000,
): SweepRow[] {
  return runs.flatMap(({ name, at }): SweepRow[] => {
    const value = score(at);
    return value === undefined
      ? []
      : [{ ...waitingRow(name), state: 'finished', parameters: parameters(at), scores: { r2: value } }];
  });
}
