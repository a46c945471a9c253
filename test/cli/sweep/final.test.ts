import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeTinyStudy } from '../../sweep/local/tinySweep.ts';
import { crossmodal } from '../program.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-finals-'));
  await writeTinyStudy(directory, { training: { epochs: 60, batchSize: 16 } });
});

afterEach(() => rm(directory, { recursive: true }));

const sweep = (...args: readonly string[]) => crossmodal(['sweep', 'sizes.sweep.json', ...args], directory);

test('while the choice is scored, --status says so and --stop stops it; the same command goes on', async () => {
  const grid = { seed: { count: 5 } };
  const file = { study: 'tiny.crossmodal.json', grid, holdOut: {}, executor: { name: 'local', jobs: 1 } };
  await writeFile(join(directory, 'sizes.sweep.json'), JSON.stringify(file));
  expect((await sweep()).code).toBe(0);

  const final = join(directory, 'crossmodal-runs/sizes.sweep/final');
  const scoring = sweep('--final');
  while (!(await stat(join(final, 'lock')).catch(() => null))) await new Promise((resolve) => setTimeout(resolve, 20));
  const [status, stopped] = await Promise.all([sweep('--status'), sweep('--stop')]);
  expect(status.stdout).toMatch(/^5 runs: 5 finished; scoring the choice: .*\(process \d+.*\)\nThe choice: 5 runs: /);
  expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringContaining('Asked to stop')]);
  expect((await scoring).code).toBe(130);
  expect((await sweep('--status')).stdout).toMatch(/^5 runs: 5 finished; nothing is being trained\n/);

  const done = await sweep('--final');
  expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/^On 8 samples that chose nothing, R² of/m)]);
  expect(done.stdout).toContain('sizes.sweep/final/sweep.csv');
  const table = (await readFile(join(final, 'sweep.csv'), 'utf8')).trimEnd().split('\n');
  expect(table.slice(1).map((line) => line.split(',').slice(1, 3))).toEqual(
    ['0', '1', '2', '3', '4'].map((seed) => ['finished', seed]),
  );
});
