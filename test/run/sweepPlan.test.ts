import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSweep, readSweepPlan, writeSweepPlan } from '../../src/run/readSweep.ts';
import { sweepFolderOf } from '../../src/run/sweepFolder.ts';

test('a plan is read as it was written, with a line for each run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossmodal-plan-'));
  const plan = {
    format: 1 as const,
    crossmodal: '1.0.0',
    name: 'sizes',
    file: '../../sizes.sweep.json',
    sweep: parseSweep(
      { study: 'tables.crossmodal.json', grid: { 'model.shared': [2, 5], seed: { count: 2 } } },
      'test',
    ),
    axes: [
      { path: 'model.shared', values: [2, 5] },
      { path: 'seed', values: [0, 1] },
    ],
    runs: [0, 1, 2, 3].map((i) => ({ name: `run-${i}`, at: [i >> 1, i & 1] })),
  };
  await writeSweepPlan(folder, plan);
  expect(await readSweepPlan(folder)).toEqual(plan);
  const text = await readFile(join(folder, 'sweep.crossmodal'), 'utf8');
  expect(text.split('\n').filter((line) => line.includes('"name":"run-'))).toHaveLength(4);
  await rm(folder, { recursive: true });
});

test('the runs of a sweep go beside its file', () => {
  expect(sweepFolderOf('/lab/sizes.sweep.json')).toBe('/lab/crossmodal-runs/sizes.sweep');
});

test('a sweep file that cannot be used says where and why', () => {
  expect(() => parseSweep({ study: 'a.crossmodal.json', grid: { 'model.shared': [] } }, 'a.sweep.json')).toThrow(
    /a\.sweep\.json cannot be used:\n {2}grid\.model\.shared: /,
  );
  expect(() =>
    parseSweep({ study: 'a.crossmodal.json', executor: { name: 'slurm', memory: '4 gigabytes' } }, 'a'),
  ).toThrow('executor.memory: "4 gigabytes" is not understood: it is written as "4G" or "500M"');
});
