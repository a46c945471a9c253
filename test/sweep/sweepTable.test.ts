import { expect, it } from 'vitest';
import { type SweepRow, waitingRow } from '../../src/run/sweepRow.ts';
import { sweepTable } from '../../src/sweep/sweepTable.ts';
import { madePlan } from '../report/madeSweep.ts';

const plan = madePlan(
  {
    'model.hidden': [[64, 64], [128]],
    'training.beta': [0.123456789012, { from: 0, to: 1 }],
    'labels.column': ['stage "I", a'],
  },
  1,
);
const finished = (name: string, scores: SweepRow['scores'], change: Partial<SweepRow> = {}): SweepRow => ({
  ...waitingRow(name),
  state: 'finished',
  parameters: 1234,
  engine: { name: 'wasm', note: 'asked for' },
  scores,
  ...change,
});
const [first, second, third] = plan.runs.map(({ name }) => name);
const rows = [
  finished(
    first,
    { r2: 0.25, 'r2:rna:adt': 0.25, 'auc:shared': 0.8125 },
    { seconds: 3, host: 'node1', job: 'slurm 1_2' },
  ),
  finished(second, { r2: -0.5, 'r2:rna:adt': null, 'r2:adt:rna': 1 / 3 }),
  { ...finished(third, { r2: 0.1, 'r2:later': 1 }), state: 'running' as const },
];

it('is a row a run in the order of the plan, with scores of finished runs', () => {
  // pandas.read_csv of this text: 4 rows of 12 columns, the quoted settings whole, and of the finished runs
  // t.loc[t.state == "finished", "r2"].agg(["mean", "std"]) is -0.125 and 0.5303300858899106.
  expect(sweepTable(plan, rows)).toBe(
    [
      'run,state,model.hidden,training.beta,labels.column,seed,parameters,engine,r2,r2:rna:adt,r2:adt:rna,auc:shared',
      `${first},finished,"[64,64]",0.123456789012,"stage ""I"", a",0,1234,wasm,0.25,0.25,,0.8125`,
      `${second},finished,"[64,64]","{""from"":0,""to"":1}","stage ""I"", a",0,1234,wasm,-0.5,,0.33333333,`,
      `${third},running,[128],0.123456789012,"stage ""I"", a",0,1234,wasm,,,,`,
      `${plan.runs[3].name},waiting,[128],"{""from"":0,""to"":1}","stage ""I"", a",0,,,,,,`,
      '',
    ].join('\n'),
  );
});

it('is the same whoever made the runs, however long it took and in whatever order they are known', () => {
  const elsewhere = rows.map((row) => ({
    ...row,
    seconds: 99,
    host: 'node7',
    job: 'slurm 8_1',
    note: 'here',
    warnings: 2,
  }));
  expect(sweepTable(plan, elsewhere.reverse())).toBe(sweepTable(plan, rows));
});
