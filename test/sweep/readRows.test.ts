import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderLock } from '../../src/run/folderLock.ts';
import { RUN_FILES } from '../../src/run/runFolder.ts';
import { runFolderIn, SWEEP_FILES } from '../../src/run/sweepFolder.ts';
import { readRows } from '../../src/sweep/readRows.ts';
import { score } from '../extension/fixtures.ts';
import { spoilRun, sweepOnDisk, writeRun } from './sweepOnDisk.ts';

const metrics = {
  epoch: 100,
  r2: [score('mirna', 'rna', 0.2), score('rna', 'mirna', 0.4), score('rna', 'rna', 0.9), score('all', 'rna', 0.8)],
  classification: [{ block: 'shared', samples: 16, accuracy: 0.7, auc: 0.75 }],
  dimensions: [],
};

test('the folders of runs tell how each stands', async () => {
  const { folder, plan } = await sweepOnDisk(['done', 'stopped', 'failed', 'lost', 'alive', 'empty', 'waiting']);
  await writeRun(folder, 'done', { metrics, seconds: 7, warnings: ['few samples'] });
  await writeRun(folder, 'stopped', { status: 'stopped' });
  await writeRun(folder, 'failed', { status: 'failed', error: 'rna.csv has gone.' });
  await writeRun(folder, 'lost', { status: 'running' });
  await writeRun(folder, 'not-planned', {});
  const lock = await FolderLock.take(await writeRun(folder, 'alive', { status: 'running' }));
  await mkdir(runFolderIn(folder, 'empty'));

  const rows = await readRows(folder, plan);
  expect(rows.map(({ name, state, note }) => [name, state, note])).toEqual([
    ['done', 'finished', null],
    ['stopped', 'stopped', null],
    ['failed', 'failed', 'rna.csv has gone.'],
    ['lost', 'interrupted', 'Its process ended without a word, at epoch 40 of 100 (hold-out).'],
    ['alive', 'running', null],
    ['empty', 'interrupted', 'Its process ended without a word.'],
    ['waiting', 'waiting', null],
  ]);
  const [done, , , , alive] = rows;
  expect(done).toMatchObject({ seconds: 7, share: 0.4, parameters: 1000, warnings: 1, engine: { name: 'wasm' } });
  expect(done.scores).toEqual({
    'r2:mirna:rna': 0.2,
    'r2:rna:mirna': 0.4,
    r2: expect.closeTo(0.3),
    'auc:shared': 0.75,
  });
  expect(alive.host).not.toBeNull();
  if (lock instanceof FolderLock) await lock.release();
  expect((await readRows(folder, plan))[4].state).toBe('interrupted');
});

test('a queue tells of runs that have no folder yet, and why others are lost', async () => {
  const { folder, plan } = await sweepOnDisk(['pending', 'starting', 'gone', 'killed', 'done', 'again']);
  await writeRun(folder, 'killed', { status: 'running' });
  await writeRun(folder, 'done', { host: 'node9', job: 'slurm 12_4' });
  await writeRun(folder, 'again', { status: 'failed', error: 'The disk is full.' });
  const job = (task: number) => ({ job: `slurm 12_${task}`, host: null });
  const rows = await readRows(folder, plan, {
    runs: new Map([
      ['pending', { state: 'queued', note: 'waits for processors', ...job(0) }],
      ['starting', { state: 'running', note: null, ...job(1), host: 'node7' }],
      ['done', { state: 'running', note: null, ...job(4), host: 'node7' }],
      ['again', { state: 'queued', note: 'waits for processors', ...job(5) }],
    ]),
    lost: new Map([
      ['gone', { state: 'failed', note: 'There is no file rna.csv.' }],
      ['killed', { state: 'interrupted', note: 'Its node failed.' }],
    ]),
  });
  expect(rows.map(({ name, state, note, job, host }) => [name, state, note, job, host])).toEqual([
    ['pending', 'queued', 'waits for processors', 'slurm 12_0', null],
    ['starting', 'running', null, 'slurm 12_1', 'node7'],
    ['gone', 'failed', 'There is no file rna.csv.', null, null],
    ['killed', 'interrupted', 'Its node failed.', null, null],
    ['done', 'finished', null, 'slurm 12_4', 'node9'],
    ['again', 'queued', 'waits for processors', 'slurm 12_5', null],
  ]);
});

test('a file that stays broken makes its run a failed one, which names it', async () => {
  const { folder, plan } = await sweepOnDisk(['cut', 'void']);
  const cut = await spoilRun(folder, 'cut', '{"format": 1, "status": "fin');
  await spoilRun(folder, 'void', '');
  const [first, second] = await readRows(folder, plan);
  expect(first.state).toBe('failed');
  expect(first.note).toContain(join(cut, RUN_FILES.run));
  expect(second.state).toBe('failed');
});

test('of a file that the disk does not give nobody says that it should be deleted', async () => {
  const { folder, plan } = await sweepOnDisk(['there']);
  await mkdir(join(runFolderIn(folder, 'there'), RUN_FILES.run), { recursive: true });
  const [{ note }] = await readRows(folder, plan);
  expect(note).toBe(`${join(runFolderIn(folder, 'there'), RUN_FILES.run)} cannot be read: the disk says EISDIR.`);
});

test('a file that is whole a moment later is read then', async () => {
  const { folder, plan } = await sweepOnDisk(['late']);
  const file = join(await writeRun(folder, 'late'), RUN_FILES.run);
  const whole = join(folder, 'whole');
  await rename(file, whole);
  await spoilRun(folder, 'late', '');
  const rows = readRows(folder, plan);
  // To write it then would take as long as the disk likes.
  setTimeout(() => void rename(whole, file), 100);
  expect((await rows)[0].state).toBe('finished');
});

test('ended runs are read once, and again when they were made again', async () => {
  const names = Array.from({ length: 60 }, (_, k) => `run-${k}`);
  const { folder, plan } = await sweepOnDisk(names);
  for (const name of names) await writeRun(folder, name, { metrics });
  const file = join(runFolderIn(folder, 'run-7'), RUN_FILES.run);
  const noon = new Date('2026-11-20T12:00:00Z');
  await utimes(file, noon, noon);
  const rows = await readRows(folder, plan);

  // The same time, size and place: only what was kept can tell what stood there.
  await writeFile(file, 'x'.repeat((await stat(file)).size));
  await utimes(file, noon, noon);
  expect(await readRows(folder, plan)).toEqual(rows);

  await writeRun(folder, 'run-7', { status: 'failed', error: 'killed' });
  await rm(runFolderIn(folder, 'run-8'), { recursive: true });
  const later = await readRows(folder, plan);
  expect(later[7]).toMatchObject({ state: 'failed', note: 'killed' });
  expect(later[8]).toMatchObject({ state: 'waiting', scores: {} });

  const digests = join(folder, SWEEP_FILES.digests);
  await writeFile(digests, (await readFile(digests, 'utf8')).slice(0, 3000));
  expect(await readRows(folder, plan)).toEqual(later);
});
