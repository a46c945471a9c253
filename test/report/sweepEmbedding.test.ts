import fc from 'fast-check';
import { expect, test } from 'vitest';
import { embedSweep, extractSweep } from '../../src/report/sweepEmbedding.ts';
import { SWEEP_STATES, type SweepRow, waitingRow } from '../../src/run/sweepRow.ts';
import { finishedRow, gridPlan } from '../webview/sweepFixture.ts';

const MODELS = { path: 'model.name', values: ['mvae', 'mmvae++'] };
const plan = gridPlan([MODELS, { path: 'seed', values: [0, 1] }]);

const score = fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }));
const row = (name: string): fc.Arbitrary<SweepRow> =>
  fc.record({
    name: fc.constant(name),
    state: fc.constantFrom(...SWEEP_STATES),
    note: fc.option(fc.string()),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    seconds: fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
    engine: fc.option(fc.record({ name: fc.constantFrom('tensorflow', 'wasm'), note: fc.string() })),
    host: fc.constant(null),
    job: fc.constant(null),
    parameters: fc.option(fc.nat()),
    warnings: fc.nat(),
    scores: fc.oneof(fc.constant({}), fc.record({ r2: score, 'auc:shared': score })),
  });

test('every run comes out as it went in, its scores to the last digit', () => {
  const some = fc.tuple(...plan.runs.map(({ name }) => fc.option(row(name))));
  fc.assert(
    fc.property(some, (rows) => {
      const known = rows.filter((one) => one !== null);
      const expected = plan.runs.map(({ name }, i) => rows[i] ?? waitingRow(name));
      // JSON has no negative zero.
      expect(extractSweep(embedSweep({ plan, rows: known }))).toEqual({
        plan,
        rows: JSON.parse(JSON.stringify(expected)),
      });
    }),
  );
});

test('no name of a machine, an account or a folder of the cluster travels', () => {
  const secret = gridPlan([MODELS], {
    executor: { name: 'slurm', account: 'grant-9', partition: 'fat', lines: ['module load x'], node: '/home/ada/node' },
  });
  const json = embedSweep({ plan: secret, rows: [finishedRow('run-0', { r2: 0.5 })] });
  expect(json).not.toMatch(/grant-9|fat|module load|ada|node7|slurm 12_3/);
  expect(extractSweep(json).plan.sweep.executor).toMatchObject({ name: 'slurm', atOnce: 50, memory: '4G' });
});

test('the chosen settings travel too, on the samples that chose nothing, without the names of machines', () => {
  const rows = [finishedRow(plan.runs[0].name, { r2: 0.25 })];
  const samples = { [rows[0].name]: 18 };
  const json = embedSweep({ plan, rows, final: { plan, rows, samples, otherRuns: 1 } });
  expect(json).not.toMatch(/node7|slurm 12_3/);
  const { final, ...sweep } = extractSweep(json);
  expect(final).toMatchObject({ ...sweep, samples, otherRuns: 1 });
  expect(sweep.rows[0].scores).toEqual({ r2: 0.25 });
});

test('a setting that is a script stays text', () => {
  const evil = gridPlan([{ path: 'study', values: ['</script><script>alert(1)</script>', 'b'] }]);
  expect(embedSweep({ plan: evil, rows: [] })).not.toContain('<');
});

test('ten thousand runs of six directions are below 4 MB', () => {
  const settings = { path: 'model.shared', values: Array.from({ length: 500 }, (_, i) => i) };
  const large = gridPlan([MODELS, settings, { path: 'seed', values: [...Array(10).keys()] }]);
  const directions = ['a:b', 'b:a', 'a:c', 'c:a', 'b:c', 'c:b'].map((name) => `r2:${name}`);
  const rows = large.runs.map(({ name }, i) =>
    finishedRow(
      `${name}`,
      Object.fromEntries(['r2', ...directions, 'auc:shared'].map((score, s) => [score, Math.sin(i * 8 + s)])),
    ),
  );
  expect(rows).toHaveLength(10_000);
  expect(embedSweep({ plan: large, rows }).length).toBeLessThan(4e6);
});
