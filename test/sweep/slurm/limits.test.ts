import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { requestStop, stopRequested } from '../../../src/run/stopRequest.ts';
import { cancel } from '../../../src/sweep/slurm/cancel.ts';
import { readSubmissions } from '../../../src/sweep/slurm/submissions.ts';
import { todo } from '../../../src/sweep/todo.ts';
import { eventually } from '../../e2e/lib/wait.ts';
import { startSlurm, type TestSlurm } from '../../slurm/startSlurm.ts';
import { ENDLESS, type SlurmSweep, slurmSweep } from './slurmSweep.ts';
import { smallDisk } from './smallDisk.ts';

/** What a cluster does not grant, on a real Slurm with low limits. */
let slurm: TestSlurm;
let directory: string;
/** Runs into its time limit while the other tests pass. */
let limited: SlurmSweep;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-limits-'));
  slurm = await startSlurm(['MaxArraySize=4']);
  // Not asked to stop before: SIGCONT changes nothing.
  const lines = ['#SBATCH --signal=B:CONT@1'];
  limited = await slurmSweep(slurm, join(directory, 'limited'), { epochs: ENDLESS, seeds: 1, time: '1', lines });
  const { jobs } = await limited.submit();
  await limited.pidOf(limited.names[0]);
  // A limit is a minute at least, and looked at every thirty seconds: an administrator shortens it.
  await slurm.call('scontrol', 'update', `JobId=${jobs[0].job}`, 'EndTime=now+5');
});

afterAll(async () => {
  await slurm?.stop();
  await rm(directory, { recursive: true, force: true });
});

test.each([
  [
    { partition: 'nowhere' },
    /^Slurm refuses: .*invalid partition.* Set "partition" of the executor in the sweep file/i,
  ],
  [{ memory: '900T' }, /^Slurm refuses: .*memory.* Ask for what a node of the cluster has/i],
  [{ lines: ['#SBATCH --nonsense'] }, /^Slurm refuses: .*--nonsense/i],
  [{ lines: ['#SBATCH --constraint=avx9'] }, /^Slurm refuses: .*feature.* Ask for/i],
])('%j is refused in words of Slurm, and nothing is left behind', async (own, words) => {
  const sweep = await slurmSweep(slurm, join(directory, 'refused'), { epochs: 3, seeds: 2, ...own });
  await expect(sweep.submit()).rejects.toThrow(words);
  expect(await readdir(join(sweep.folder, 'slurm'))).toEqual([]);
  expect((await sweep.rows()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
});

test('a machine without Slurm, or where it does not answer, says so', async () => {
  const told = async (env: Record<string, string>) => {
    const sweep = await slurmSweep({ env }, join(directory, 'without'), { epochs: 3, seeds: 1 });
    return sweep.submit().then(String, ({ message }) => message);
  };
  expect(await told({ PATH: '/nowhere' })).toMatch(/^sbatch is not on the PATH of this machine\. /);
  expect(await told({ SLURM_CONF: '/nowhere/slurm.conf' })).toMatch(/Slurm does not answer on this machine/);
});

test('a run that cannot read its table says why, and is made when that is put right', async () => {
  const place = join(directory, 'tables');
  const sweep = await slurmSweep(slurm, place, { epochs: 2, seeds: 1 });
  await rename(join(place, 'view1.csv'), join(place, 'elsewhere.csv'));
  await sweep.submit();
  const [row] = await sweep.until(['failed']);
  expect(row.note).toMatch(/view1\.csv.* What it printed: slurm\//s);
  expect(todo([row], false)).toEqual([]);
  await rename(join(place, 'elsewhere.csv'), join(place, 'view1.csv'));
  await sweep.submit(todo([row], true));
  await sweep.until(['finished']);
});

test('each run says which engine it found on its node', async () => {
  const own = { epochs: 2, seeds: 1, engineFolder: '/nowhere/engine' };
  const sweep = await slurmSweep(slurm, join(directory, 'engine'), own, { engine: 'auto' });
  await sweep.submit();
  const [{ engine }] = await sweep.until(['finished']);
  expect(engine?.name).toBe('wasm');
  expect(engine?.note).toContain(`native TensorFlow is not in /nowhere/engine on ${slurm.node}: run`);
});

test('where the disk is full, runs say so, and go on when there is room', async () => {
  // Tables and plan take a quarter of it, a finished run more than half.
  const disk = await smallDisk(join(directory, 'disk'), 112);
  try {
    const sweep = await slurmSweep(slurm, disk.folder, { epochs: 60, seeds: 2 });
    await sweep.submit();
    const rows = await eventually('both have failed', 150_000, async () => {
      const rows = await sweep.rows();
      return rows.every(({ note }) => note?.includes('the disk is full')) && rows;
    });
    expect(rows.map(({ state }) => state)).toEqual(['failed', 'failed']);
    await disk.makeRoom();
    await sweep.submit(todo(rows, true));
    await sweep.until(['finished', 'finished']);
  } finally {
    await disk.remove();
  }
});

test('a sweep larger than an array goes into several, one after another; what is too much is left for later', async () => {
  // One of its own: the jobs that a Slurm remembers count among those that it takes.
  const full = await startSlurm(['MaxArraySize=4', 'MaxJobCount=10']);
  onTestFinished(() => full.stop());
  const sweep = await slurmSweep(full, join(directory, 'many'), { epochs: ENDLESS, seeds: 11, atOnce: 1 });
  const { jobs, left, refusal } = await sweep.submit();
  // Halves of an array are tried until one is too much.
  const submitted = sweep.names.slice(0, sweep.names.length - left.length);
  expect(jobs[0].runs).toBe(4);
  expect(jobs.length).toBeGreaterThan(1);
  expect(left.length).toBeGreaterThan(0);
  expect([...submitted, ...left]).toEqual(sweep.names);
  expect(refusal).toMatch(
    /temporarily unable to accept job.* Wait until some of your jobs have ended, then submit again/,
  );
  const recorded = await readSubmissions(sweep.folder);
  expect(recorded.flatMap(({ runs }) => runs)).toEqual(submitted);
  expect(recorded.map(({ job, runs }) => ({ job, runs: runs.length }))).toEqual(jobs);
  await sweep.pidOf(sweep.names[0]);
  const waiting = 'waits for the runs of this sweep that were submitted before';
  await eventually('the second array waits for the first', 30_000, async () => {
    const rows = await sweep.rows();
    expect(rows.slice(submitted.length).every(({ state }) => state === 'waiting')).toBe(true);
    return rows.slice(4, submitted.length).every(({ state, note }) => state === 'queued' && note === waiting);
  });
  await cancel(sweep.folder, { ...process.env, ...full.env });
  await sweep.until(['stopped', ...Array(10).fill('waiting')]);
});

test('a sweep that is stopped while it is submitted leaves nothing in the queue', async () => {
  const sweep = await slurmSweep(slurm, join(directory, 'halfway'), { epochs: ENDLESS, seeds: 41, atOnce: 1 });
  const submitting = sweep.submit().catch(({ message }) => message);
  await eventually('the first array is on its way', 30_000, async () => {
    return (await readdir(join(sweep.folder, 'slurm')).catch(() => [])).length > 0;
  });
  await requestStop(sweep.folder);
  expect(await submitting).toMatch(/^Somebody stopped this sweep while it was submitted/);
  expect(await stopRequested(sweep.folder)).toBe(false);
  const cancelled = (await readSubmissions(sweep.folder)).map(({ job }) => job);
  await eventually('none of its tasks is left', 60_000, async () => {
    const jobs = await slurm.call('squeue', '--noheader', '--format=%F');
    return !cancelled.some((job) => jobs.split('\n').includes(job));
  });
});

test('while Slurm is silent, nothing counts as lost', async () => {
  const sweep = await slurmSweep(slurm, join(directory, 'silent'), { epochs: ENDLESS, seeds: 2, atOnce: 1 });
  await sweep.submit();
  await sweep.pidOf(sweep.names[0]);
  const silent = await slurmSweep({ env: { PATH: '/nowhere' } }, join(directory, 'silent'), {
    epochs: ENDLESS,
    seeds: 2,
  });
  for (let looks = 0; looks < 3; looks++) {
    const rows = await silent.rows();
    expect(rows.map(({ state }) => state)).toEqual(['running', 'queued']);
    expect(rows[1].note).toBe('Slurm does not answer at the moment');
  }
  await cancel(sweep.folder, { ...process.env, ...slurm.env });
});

test('a run that reaches its time limit says so', async () => {
  const [row] = await limited.until(['stopped']);
  expect(row.note).toMatch(/^Its task reached its time limit\. /);
});
