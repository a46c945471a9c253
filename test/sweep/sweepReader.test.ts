import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FolderLock } from '../../src/run/folderLock.ts';
import { RUN_FILES } from '../../src/run/runFolder.ts';
import { runFolderIn } from '../../src/run/sweepFolder.ts';
import type { SweepRow } from '../../src/run/sweepRow.ts';
import { NO_QUEUE, type SweepQueue } from '../../src/sweep/sweepQueue.ts';
import { SweepReader } from '../../src/sweep/sweepReader.ts';
import { planOf, spoilRun, sweepOnDisk, writeRun } from './sweepOnDisk.ts';

/** What one look yields, as "name state". */
async function look(reader: SweepReader, queue: SweepQueue = NO_QUEUE): Promise<string[]> {
  const rows: SweepRow[] = [];
  for await (const some of reader.look(queue)) rows.push(...some);
  return rows.map(({ name, state }) => `${name} ${state}`);
}

test('the first look yields every run, the next ones those that changed', async () => {
  const { folder, plan } = await sweepOnDisk(['a', 'b', 'c']);
  await writeRun(folder, 'a');
  const reader = new SweepReader(folder, plan);
  expect(await look(reader)).toEqual(['a waiting', 'b waiting', 'c waiting', 'a finished']);
  expect(await look(reader)).toEqual([]);

  const lock = await FolderLock.take(await writeRun(folder, 'b', { status: 'running', seconds: 1 }));
  expect(await look(reader)).toEqual(['b running']);
  await writeRun(folder, 'b', { status: 'running', seconds: 2 });
  expect(await look(reader)).toEqual(['b running']);
  expect(await look(reader)).toEqual([]);
  await writeRun(folder, 'b');
  if (lock instanceof FolderLock) await lock.release();
  expect(await look(reader)).toEqual(['b finished']);
});

test('a folder is gone when two listings lack it: one may be stale', async () => {
  const { folder, plan } = await sweepOnDisk(['a', 'b']);
  await writeRun(folder, 'a');
  const reader = new SweepReader(folder, plan);
  await look(reader);
  const away = join(folder, 'away');

  await rename(runFolderIn(folder, 'a'), away);
  expect(await look(reader)).toEqual([]);
  await rename(away, runFolderIn(folder, 'a'));
  expect(await look(reader)).toEqual([]);
  expect(reader.rows[0].state).toBe('finished');

  await rename(runFolderIn(folder, 'a'), away);
  expect(await look(reader)).toEqual([]);
  expect(await look(reader)).toEqual(['a waiting']);
});

test('a file that is half visible changes nothing; one that stays so is named, until it is whole', async () => {
  const { folder, plan } = await sweepOnDisk(['a']);
  const lock = await FolderLock.take(await writeRun(folder, 'a', { status: 'running' }));
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const reader = new SweepReader(folder, plan, 300);
  await look(reader);
  for (const half of ['', '{"format": 1,']) {
    await spoilRun(folder, 'a', half);
    expect(await look(reader)).toEqual([]);
  }
  vi.advanceTimersByTime(300);
  expect(await look(reader)).toEqual(['a failed']);
  expect(reader.rows[0].note).toContain(join('runs', 'a', RUN_FILES.run));
  await writeRun(folder, 'a');
  expect(await look(reader)).toEqual(['a finished']);
  if (lock instanceof FolderLock) await lock.release();
});

test('a folder without a run file is waited for', async () => {
  const { folder, plan } = await sweepOnDisk(['a']);
  await writeRun(folder, 'a');
  await rm(join(runFolderIn(folder, 'a'), RUN_FILES.run));
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const reader = new SweepReader(folder, plan, 200);
  expect(await look(reader)).toEqual(['a waiting']);
  vi.advanceTimersByTime(200);
  expect(await look(reader)).toEqual(['a interrupted']);
});

test('a run that failed and is made again is seen, though it had ended', async () => {
  const names = Array.from({ length: 100 }, (_, k) => `run-${k}`);
  const { folder, plan } = await sweepOnDisk(names);
  for (const name of names) await writeRun(folder, name, { status: 'failed', error: 'no' });
  const reader = new SweepReader(folder, plan);
  await look(reader);
  await writeRun(folder, 'run-99');
  const seen: string[] = [];
  for (let looks = 0; looks < 4; looks++) seen.push(...(await look(reader)));
  expect(seen).toEqual(['run-99 finished']);
});

test('what was kept is there at once, also where the plan has changed since', async () => {
  const { folder, plan } = await sweepOnDisk(['a', 'b']);
  await writeRun(folder, 'a');
  await writeRun(folder, 'b', { status: 'stopped' });
  const reader = new SweepReader(folder, plan);
  await look(reader);
  await reader.keep();

  const later = new SweepReader(folder, planOf(['b', 'c', 'a']));
  const { value } = await later.look(NO_QUEUE).next();
  expect(value.map(({ name, state }: SweepRow) => `${name} ${state}`)).toEqual([
    'b stopped',
    'c waiting',
    'a finished',
  ]);
  expect(await look(later)).toEqual([]);
  later.follow(planOf(['a', 'd']));
  expect(await look(later)).toEqual([]);
  expect(later.rows.map(({ name, state }) => `${name} ${state}`)).toEqual(['a finished', 'd waiting']);
});

test('what the queue says is taken up, and taken back', async () => {
  const { folder, plan } = await sweepOnDisk(['a', 'b']);
  await writeRun(folder, 'b', { status: 'stopped' });
  const reader = new SweepReader(folder, plan);
  await look(reader);
  const queued = (task: number) => ({ state: 'queued' as const, note: null, job: `slurm 7_${task}`, host: null });
  const queue = { runs: new Map([['a', queued(0)] as const, ['b', queued(1)] as const]), lost: new Map() };
  expect(await look(reader, queue)).toEqual(['a queued', 'b queued']);
  expect(await look(reader, queue)).toEqual([]);
  expect(await look(reader, NO_QUEUE)).toEqual(['a waiting', 'b stopped']);
});

test('a file in place of the digests costs nothing but reading', async () => {
  const { folder, plan } = await sweepOnDisk(['a']);
  await writeRun(folder, 'a');
  for (const text of ['', '[]', '{"format":1,"scores":[],"runs":[{"name":"a"}]}', '\0\0']) {
    await writeFile(join(folder, 'digests.json'), text);
    const reader = new SweepReader(folder, plan);
    expect(await look(reader)).toEqual(['a waiting', 'a finished']);
  }
});
