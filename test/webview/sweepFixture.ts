import { parseSweep } from '../../src/run/readSweep.ts';
import { aucScoreName, OVERALL_R2, r2ScoreName } from '../../src/run/runScores.ts';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import { type SweepRow, type SweepState, waitingRow } from '../../src/run/sweepRow.ts';

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

const MODELS = ['mmvae++', 'mmvae', 'mopoe', 'mvae'];

/** A plan of all combinations of some settings and seeds. */
export function sweepPlan(
  settings: Readonly<Record<string, SweepPlan['axes'][number]['values']>> = {
    'model.name': MODELS,
    'model.shared': [2, 5, 10],
  },
  seeds = 5,
  sweep: Partial<SweepInput> = {},
): SweepPlan {
  const axes = Object.entries(settings).map(([path, values]) => ({ path, values }));
  const seed = { path: 'seed', values: Array.from({ length: seeds }, (_, i) => i) };
  return gridPlan(seeds > 0 ? [...axes, seed] : axes, sweep);
}

/** Numbers that look drawn at random and are the same at each call. */
function noise(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 4.1414) * 43758.5453;
  return x - Math.floor(x) - 0.5;
}

/** A finished run of a plan, whose scores depend on its settings and a little on chance. */
export function scoredRow(plan: SweepPlan, index: number, change: Partial<SweepRow> = {}): SweepRow {
  const { name, at } = plan.runs[index];
  const [model = 0, size = 0] = at;
  const r2 = 0.3 - 0.06 * model + 0.02 * size + 0.03 * noise(index);
  const scores = {
    [OVERALL_R2]: r2,
    [r2ScoreName('rna', 'adt')]: r2 + 0.05,
    [r2ScoreName('adt', 'rna')]: r2 - 0.05,
    [aucScoreName('shared')]: 0.9,
    [aucScoreName('private_rna')]: 0.8,
    [aucScoreName('private_adt')]: 0.7,
  };
  const parameters = 12_000 + 400 * size + 3000 * model;
  return finishedRow(name, scores, { seconds: 4 + size + noise(index + 0.5), parameters, job: null, ...change });
}

/** What the second half of a sweep that is under way is made of. */
const MIX: readonly SweepState[] = ['finished', 'running', 'waiting', 'queued', 'failed', 'interrupted', 'stopped'];

/** Rows of a sweep that is under way, in every state. */
export function mixedRows(plan: SweepPlan): SweepRow[] {
  return plan.runs.map(({ name }, i): SweepRow => {
    const state = i < plan.runs.length / 2 ? 'finished' : MIX[i % MIX.length];
    switch (state) {
      case 'finished':
        return scoredRow(plan, i);
      case 'stopped':
        return scoredRow(plan, i, { state, share: 0.4 });
      case 'running':
        return scoredRow(plan, i, { state, share: 0.55, seconds: 2.2 });
      case 'failed':
        return { ...waitingRow(name), state, note: 'The loss became NaN in epoch 3.', seconds: 0.6, share: 0.03 };
      case 'interrupted':
        return { ...waitingRow(name), state, note: 'Its process on workstation has ended.', seconds: 1.2 };
      default:
        return { ...waitingRow(name), state };
    }
  });
}
