import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../e2e/lib/wait.ts';
import { startSlurm, type TestSlurm } from '../../slurm/startSlurm.ts';
import { writeTinyStudy } from '../../sweep/local/tinySweep.ts';
import { crossmodal } from '../program.ts';

let directory: string;
let slurm: TestSlurm;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-submitted-'));
  await writeTinyStudy(directory);
  slurm = await startSlurm();
});

afterAll(async () => {
  await slurm?.stop();
  await rm(directory, { recursive: true, maxRetries: 5 });
});

const sweep = (...args: readonly string[]) => crossmodal(['sweep', ...args], directory, slurm.env);

test('a sweep is submitted to Slurm, watched until it is done, summed up, and cancelled', async () => {
  const grid = ['tiny.crossmodal.json', '--grid', 'model.shared=1,2', '--name', 'sizes'];
  const submitted = await sweep(...grid, '--slurm');
  expect([submitted.code, submitted.stderr]).toEqual([0, expect.stringContaining('Wrote sizes.sweep.json')]);
  expect(submitted.stdout).toMatch(/^Submitted 2 runs to Slurm as job \d+, up to 50 at the same time\.$/m);
  // While they are in the queue there is nothing to submit.
  const twice = await sweep('sizes.sweep.json', '--json');
  expect([twice.code, JSON.parse(twice.stdout)]).toEqual([0, expect.objectContaining({ jobs: [] })]);
  await eventually('both runs are finished', 120_000, async () =>
    (await sweep('sizes.sweep.json', '--status')).stdout.includes('2 runs: 2 finished'),
  );
  const summary = await sweep('sizes.sweep.json', '--summarize');
  expect([summary.code, summary.stdout]).toEqual([0, expect.stringContaining('2 runs: 2 finished')]);

  const long = [...grid.slice(0, 3), '--grid', 'training.epochs=100000', '--name', 'long', '--slurm', '--json'];
  const [{ job }] = JSON.parse((await sweep(...long)).stdout).jobs;
  const stopped = await sweep('long.sweep.json', '--stop');
  expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringContaining(`Cancelled in Slurm: job ${job}.`)]);
  await eventually('the queue is empty', 60_000, async () => (await slurm.call('squeue', '-h')) === '');
}, 300_000);
