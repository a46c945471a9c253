import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FolderLock, holderInWords, holderOf, lockFolder } from '../../src/run/folderLock.ts';
import { schedulerJob } from '../../src/run/schedulerJob.ts';
import { PATIENCE } from '../patience.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-lock-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

const leave = (holder: object): Promise<void> => writeFile(join(folder, 'lock'), JSON.stringify(holder));
const elsewhere = { token: 'theirs', host: 'node7', pid: 12, job: 'slurm 3_4' };
const deadProcess = (): number => spawnSync(process.execPath, ['-e', '']).pid;

it('is held by one at a time, and free again afterwards', async () => {
  const lock = await lockFolder(folder);
  expect((await holderOf(folder))?.pid).toBe(process.pid);
  await expect(lockFolder(folder)).rejects.toThrow(
    `${folder} is still being trained, by process ${process.pid}. Stop it`,
  );
  await lock.release();
  expect(await holderOf(folder)).toBeNull();
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

it('of many who want it at once, one gets it', async () => {
  for (const left of [null, { token: 'old', host: hostname(), pid: deadProcess(), job: null }]) {
    if (left) await leave(left);
    const all = await Promise.all(Array.from({ length: 20 }, () => FolderLock.take(folder)));
    const [lock, ...others] = all.filter((taken) => taken instanceof FolderLock);
    expect(others).toEqual([]);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  }
});

it('is taken over from a process of this machine that is gone, also from one that had the same number', async () => {
  await leave({ ...elsewhere, host: hostname(), pid: deadProcess() });
  expect(await holderOf(folder)).toBeNull();
  await (await lockFolder(folder)).release();
  await leave({ ...elsewhere, host: hostname(), pid: process.pid });
  expect(await holderOf(folder)).toBeNull();
  await (await lockFolder(folder)).release();
});

it('is not taken from another process that lives', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  await leave({ ...elsewhere, host: hostname(), pid: child.pid });
  await expect(lockFolder(folder)).rejects.toThrow(`by process ${child.pid}, slurm 3_4.`);
  child.kill('SIGKILL');
});

it.runIf(process.platform === 'linux')('is taken over where a later process has the number of its holder', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  await leave({ ...elsewhere, host: hostname(), pid: child.pid });
  expect((await holderOf(folder))?.pid).toBe(child.pid);
  const before = new Date(Date.now() - 60_000);
  await utimes(join(folder, 'lock'), before, before);
  expect(await holderOf(folder)).toBeNull();
  await (await lockFolder(folder)).release();
  child.kill('SIGKILL');
});

describe('of another machine', () => {
  it('counts while it was touched lately', async () => {
    await leave(elsewhere);
    expect(await holderOf(folder)).toEqual(elsewhere);
    expect(holderInWords(elsewhere)).toBe('process 12 on node7, slurm 3_4');
    const before = new Date(Date.now() - 10 * 60_000);
    await utimes(join(folder, 'lock'), before, before);
    expect(await holderOf(folder)).toBeNull();
  });

  it('is left to its holder where that touches it while one waits, whatever its clock says', async () => {
    await leave(elsewhere);
    const taking = lockFolder(folder);
    let seconds = Date.parse('2001-01-01') / 1000;
    const touching = setInterval(() => void utimes(join(folder, 'lock'), seconds, seconds++), 300);
    await expect(taking).rejects.toThrow('by process 12 on node7, slurm 3_4');
    clearInterval(touching);
  });

  it('is taken over after a minute without a touch', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await leave(elsewhere);
    const lock = await hurried(lockFolder(folder));
    await lock.release();
  });
});

it('takes a lock that was cut short for one that is being written, and then for nobody’s', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  await writeFile(join(folder, 'lock'), '');
  const taking = lockFolder(folder);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await readFile(join(folder, 'lock'), 'utf8')).toBe('');
  await (await hurried(taking)).release();
});

/** Waits between looks are real; only the time that they seem to take is longer, until the work is done. */
async function hurried<T>(work: Promise<T>): Promise<T> {
  const hurrying = setInterval(() => vi.advanceTimersByTime(4_000), 50);
  return work.finally(() => clearInterval(hurrying));
}

it('touches its lock, so that other machines see that it lives', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const lock = await lockFolder(folder);
  const long = new Date('2001-01-01');
  await utimes(join(folder, 'lock'), long, long);
  vi.advanceTimersByTime(10_000);
  await vi.waitFor(async () => expect(Date.now() - ((await touched()) ?? 0)).toBeLessThan(60_000), PATIENCE);
  await lock.release();
});

async function touched(): Promise<number | undefined> {
  return (await stat(join(folder, 'lock'))).mtimeMs;
}

it.each([
  [{ SLURM_ARRAY_JOB_ID: '12', SLURM_ARRAY_TASK_ID: '3', SLURM_JOB_ID: '15' }, 'slurm 12_3'],
  [{ SLURM_JOB_ID: '15' }, 'slurm 15'],
  [{}, null],
])('the job of %o is %s', (env, job) => {
  expect(schedulerJob(env)).toBe(job);
});
