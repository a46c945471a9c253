import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../../../src/run/folderLock.ts';
import { stopRequested } from '../../../src/run/stopRequest.ts';
import { sweepForecastSchema } from '../../../src/run/sweepForecast.ts';
import { writeRecord } from '../../../src/sweep/slurm/submissions.ts';
import { writeTinyStudy, writeTinySweep } from '../../sweep/local/tinySweep.ts';
import { crossmodal, PROGRAM } from '../program.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-sweeps-'));
  await writeTinyStudy(directory);
});

afterEach(() => rm(directory, { recursive: true }));

const sweep = (...args: readonly string[]) => crossmodal(['sweep', ...args], directory);
const GRID = ['tiny.crossmodal.json', '--grid', 'model.shared=1,2', '--seeds', '2', '--name', 'sizes'];
const runs = (): Promise<string[]> => readdir(join(directory, 'crossmodal-runs/sizes.sweep/runs'));

test('a grid on the command line is planned, written as a file, made, summed up, and kept when it is asked for again', async () => {
  const plan = await sweep(...GRID, '--plan', '--json');
  expect(plan.code).toBe(0);
  expect(sweepForecastSchema.parse(JSON.parse(plan.stdout))).toMatchObject({ runs: 4, ended: 0, executor: 'local' });
  expect(await readdir(directory)).not.toContain('sizes.sweep.json');

  const made = await sweep(...GRID, '--jobs', '2');
  expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('Wrote sizes.sweep.json')]);
  expect(made.stderr).toMatch(/4 of 4 {2}finished: shared \d, seed \d \(mmvae\+\+-seed\d-[0-9a-f]{10}\)/);
  expect(made.stdout).toContain('4 runs: 4 finished');
  expect(made.stdout).toMatch(/^2 +2 of 2 .* ± .* 2 seeds\)$/m);
  expect(made.stdout.trimEnd().split('\n').at(-1)).toBe('crossmodal-runs/sizes.sweep');
  expect(await readFile(join(directory, 'sizes.sweep.json'), 'utf8')).toBe(`{
  "study": "tiny.crossmodal.json",
  "grid": { "model.shared": [1, 2], "seed": { "count": 2 } },
  "executor": { "name": "local", "jobs": 2 }
}
`);
  const table = await readFile(join(directory, 'crossmodal-runs/sizes.sweep/sweep.csv'), 'utf8');
  expect(table.trimEnd().split('\n')).toHaveLength(5);

  const before = await runs();
  const again = await sweep('sizes.sweep.json', '--json');
  expect(again.code).toBe(0);
  expect(again.stderr).not.toContain('finished:');
  // Each row says which run it is.
  const settings = [1, 1, 2, 2].map((shared, i) => ({ 'model.shared': shared, seed: i % 2 }));
  const rows = settings.map((settings) => ({ state: 'finished', settings }));
  expect(JSON.parse(again.stdout)).toMatchObject({ rows });
  expect(JSON.parse((await sweep('sizes.sweep.json', '--status', '--json')).stdout)).toMatchObject({ rows });
  expect(await runs()).toEqual(before);
  // One more value makes its own runs and no other.
  const more = await sweep('tiny.crossmodal.json', '--grid', 'model.shared=1,2,3', '--seeds', '2', '--name', 'sizes');
  expect([more.code, more.stderr]).toEqual([2, expect.stringContaining('sizes.sweep.json holds another sweep')]);
  const file = join(directory, 'sizes.sweep.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('[1, 2]', '[1, 2, 3]'));
  const third = await sweep('sizes.sweep.json');
  expect(third.stdout).toContain('2 of 6 runs to make (4 finished already)');
  expect(third.stderr.match(/finished:/g)).toHaveLength(2);
  expect(await runs()).toEqual(expect.arrayContaining(before));

  const status = await sweep('sizes.sweep.json', '--status');
  expect([status.code, status.stdout]).toEqual([0, expect.stringContaining('6 runs: 6 finished;')]);
  await rm(join(directory, 'crossmodal-runs/sizes.sweep/sweep.csv'));
  const summary = await sweep('sizes.sweep.json', '--summarize');
  expect(summary.code).toBe(0);
  const anew = await readFile(join(directory, 'crossmodal-runs/sizes.sweep/sweep.csv'), 'utf8');
  expect(anew.startsWith(table.split('\n')[0])).toBe(true);
});

test('Ctrl+C stops, and so does --stop; the same command goes on and repeats nothing', async () => {
  const grid = [
    'tiny.crossmodal.json',
    '--grid',
    'training.epochs=60',
    '--seeds',
    '5',
    '--name',
    'sizes',
    '--jobs',
    '1',
  ];
  const interrupted = spawn(process.execPath, [PROGRAM, 'sweep', ...grid], { cwd: directory });
  await waitFor('crossmodal-runs/sizes.sweep/log.txt');
  interrupted.kill('SIGINT');
  expect((await once(interrupted, 'exit'))[0]).toBe(130);

  const second = sweep('sizes.sweep.json');
  await waitFor('crossmodal-runs/sizes.sweep/lock');
  const stopped = await sweep('sizes.sweep.json', '--stop');
  expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringContaining('Asked to stop')]);
  const { code, stderr } = await second;
  expect([code, stderr]).toEqual([130, expect.stringContaining('Stopped. The same command goes on')]);

  const done = await sweep('sizes.sweep.json');
  expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('5 runs: 5 finished')]);
  expect(await runs()).toHaveLength(5);
  const idle = await sweep('sizes.sweep.json', '--stop');
  expect([idle.code, idle.stdout]).toEqual([0, expect.stringContaining('Nobody makes runs of this sweep')]);
});

test('runs whose time was up have ended: they are not made again until that is asked for, and not all is done', async () => {
  const limits = { minutes: 1e-5 };
  await writeTinyStudy(directory, { training: { epochs: 1_000_000, batchSize: 16 } });
  await writeTinySweep(directory, { grid: { seed: { count: 1 } }, holdOut: {}, limits });
  const { code, stdout, stderr } = await sweep('tiny.sweep.json');
  expect([code, stdout]).toEqual([130, expect.stringContaining('1 run: 1 timeout')]);
  expect(stderr).toContain('the time of 1 run was up (limits.minutes)');
  expect(stdout).toMatch(/^timeout: .*Its time was up after 0.00001 minutes/m);
  const again = await sweep('tiny.sweep.json');
  expect([again.code, again.stdout]).toEqual([130, expect.stringContaining('0 of 1 run to make (1 timeout)')]);
  const log = join(directory, 'crossmodal-runs/tiny.sweep/log.txt');
  expect((await readFile(log, 'utf8')).match(/ begun /g)).toHaveLength(1);
  // It is not in the way of scoring a choice, were there one.
  expect((await sweep('tiny.sweep.json', '--final')).stderr).toContain('nothing can be chosen');
  await sweep('tiny.sweep.json', '--retry');
  expect((await readFile(log, 'utf8')).match(/ begun /g)).toHaveLength(2);
});

test('--stop reaches those who score the choice as well', async () => {
  const { folder } = await writeTinySweep(directory, { grid: { seed: { count: 1 } }, holdOut: {} });
  const final = join(folder, 'final');
  await mkdir(final);
  const lock = await lockFolder(final);
  const { code, stdout } = await sweep('tiny.sweep.json', '--stop');
  await lock.release();
  expect([code, stdout]).toEqual([0, expect.stringContaining('Asked to stop')]);
  expect(await stopRequested(final)).toBe(true);
  expect(await stopRequested(folder)).toBe(false);
});

test('--stop reaches who trains here also where Slurm does not answer any more', async () => {
  const { folder, plan } = await writeTinySweep(directory, { grid: { seed: { count: 1 } }, holdOut: {} });
  const [final, submission] = [join(folder, 'final'), join(folder, 'slurm', '2026-11-20T12-00-00.000Z')];
  for (const place of [final, submission]) await mkdir(place, { recursive: true });
  const times = { submittedAt: '2026-11-20T12:00:00.000Z', cancelledAt: null };
  await writeRecord(submission, { job: '12', cluster: null, user: 'somebody', ...times });
  await writeFile(join(submission, 'tasks.txt'), `${plan.runs[0].name}\n`);
  const lock = await lockFolder(final);
  const env = { ...process.env, PATH: '/nowhere' };
  const asked = spawn(process.execPath, [PROGRAM, 'sweep', 'tiny.sweep.json', '--stop'], { cwd: directory, env });
  expect((await once(asked, 'exit'))[0]).toBe(2);
  await lock.release();
  expect(await stopRequested(final)).toBe(true);
});

test('a command that follows a killed one waits for the trainings that this left, and makes no run of them again', async () => {
  const grid = ['tiny.crossmodal.json', '--grid', 'training.epochs=1000', '--seeds', '2', '--name', 'sizes'];
  const killed = spawn(process.execPath, [PROGRAM, 'sweep', ...grid, '--jobs', '2'], { cwd: directory });
  for (let begun = 0; begun < 2; ) {
    const found = await readdir(join(directory, 'crossmodal-runs/sizes.sweep/runs'), { recursive: true }).catch(
      () => [],
    );
    begun = found.filter((path) => path.endsWith('history.jsonl')).length;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const next = await sweep('sizes.sweep.json');
  expect([next.code, next.stderr]).toEqual([0, expect.stringMatching(/^Waits for seed \d .*somebody else is at/m)]);
  expect(next.stdout).toContain('2 runs: 2 finished');
  const log = await readFile(join(directory, 'crossmodal-runs/sizes.sweep/log.txt'), 'utf8');
  expect(log.match(/ begun /g)).toHaveLength(2);
});

test('runs that fail by the input are said with why, exit code 2, and made again on request', async () => {
  const labels = { file: 'labels.csv', column: 'stage' };
  await writeTinyStudy(directory, { labels });
  await writeFile(join(directory, 'labels.csv'), 'id,other\nsample_1,2\n');
  const failed = await sweep(...GRID);
  expect([failed.code, failed.stderr]).toEqual([2, expect.stringMatching(/^crossmodal: 4 runs failed/m)]);
  expect(failed.stderr).toContain('stage');
  const still = await sweep('sizes.sweep.json');
  expect([still.code, still.stderr]).toEqual([2, expect.stringContaining('4 runs failed earlier')]);
  const rows = Array.from({ length: 40 }, (_, n) => `sample_${n + 1},${n % 2 ? 'early' : 'late'}`);
  await writeFile(join(directory, 'labels.csv'), ['id,stage', ...rows].join('\n'));
  const again = await sweep('sizes.sweep.json', '--retry');
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('4 runs: 4 finished')]);
});

test.each<[string, string[], string]>([
  ['nothing', [], 'Nothing to sweep. Name a sweep file or a study'],
  ['no grid', ['tiny.crossmodal.json'], 'Say which settings to vary'],
  ['a folder', ['.'], '. is no file of settings'],
  ['no such score', ['unscored.sweep.json'], 'have no score "r3"'],
  ['no such file', ['lost.sweep.json'], 'There is no sweep file'],
  ['no such setting', ['tiny.crossmodal.json', '--grid', 'shared=2'], 'the nearest one is "model.shared"'],
  ['a value', ['tiny.crossmodal.json', '--grid', 'model.shared=0'], 'model.shared: 0 is too small'],
  ['seeds twice', ['tiny.crossmodal.json', '--grid', 'seed=1,2', '--seeds', '3'], 'cannot both decide the seeds'],
  ['two questions', ['tiny.sweep.json', '--plan', '--stop'], '--plan and --stop together'],
  ['no name', [...GRID.slice(0, 3), '--name', ''], 'A sweep cannot be named ""'],
  ['a name with a folder', [...GRID.slice(0, 3), '--name', '../sizes'], 'A sweep cannot be named "../sizes"'],
  ['a hidden name', [...GRID.slice(0, 3), '--name', '..'], 'A sweep cannot be named ".."'],
  ['a name that is too long', [...GRID.slice(0, 3), '--name', 'n'.repeat(250)], '--name NAME'],
  ['no sweep yet', ['tiny.crossmodal.json', '--grid', 'model.shared=2', '--status'], 'holds no sweep'],
])('%s is refused with exit code 2', async (_, args, message) => {
  await writeFile(join(directory, 'unscored.sweep.json'), '{ "study": "tiny.crossmodal.json", "score": "r3" }');
  const before = await readdir(directory);
  const { code, stdout, stderr } = await sweep(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
  expect(await readdir(directory)).toEqual(before);
});

test('a place that takes no runs is said in one message', async () => {
  await writeFile(join(directory, 'crossmodal-runs'), '');
  const { code, stderr } = await sweep(...GRID);
  expect(code).toBe(2);
  expect(stderr).toMatch(/crossmodal: The folder .*sizes\.sweep.* cannot be made: .* put that where you may write\./);
});

/** Until something is there. */
async function waitFor(path: string): Promise<void> {
  for (;;) {
    const found = await stat(join(directory, path)).catch(() => null);
    if (found) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
