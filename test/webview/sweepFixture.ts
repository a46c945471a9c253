import { parseSweep } from '../../src/run/readSweep.ts';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import { type SweepRow, waitingRow } from '../../src/run/sweepRow.ts';

/** The plan of a full grid, as its command makes it: the last axis changes fastest. */
export function gridPlan(axes: SweepPlan['axes'], sweep: Partial<SweepInput> = {}): SweepPlan {
  const indices = axes.reduce<number[][]>(
    (all, { values }) => all.flatMap((at) => values.map((_, i) => [...at, i])),
    [[]],
  );
  return {
    format: 1,
    crossmodal: '0.0.0',
    name: 'sizes',
    file: '../../sizes.sweep.json',
    sweep: parseSweep({ study: 'acc.crossmodal.json', ...sweep }, 'sizes.sweep.json'),
    axes,
    runs: indices.map((at) => ({ name: `run-${at.join('-')}`, at })),
  };
}

/** A finished run. */
export function finishedRow(name: string, scores: SweepRow['scores'], row: Partial<SweepRow> = {}): SweepRow {
  return {
    ...waitingRow(name),
    state: 'finished',
    share: 1,
    seconds: 3.25,
    engine: { name: 'tensorflow', note: '' },
    host: 'node7',
    job: 'slurm 12_3',
    parameters: 12_345,
    scores,
    ...row,
  };
}
