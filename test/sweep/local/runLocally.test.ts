import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { processors } from '../../../src/engine/processors.ts';
import { holderOf } from '../../../src/run/folderLock.ts';
import { readRunFile } from '../../../src/run/readRun.ts';
import { requestStop, stopRequested } from '../../../src/run/stopRequest.ts';
import { runFolderIn, studyFileIn } from '../../../src/run/sweepFolder.ts';
import { readRows } from '../../../src/sweep/readRows.ts';
import { todo } from '../../../src/sweep/todo.ts';
import { PATIENCE } from '../../patience.ts';
import { logged, makeRuns, resultsOf, timeless, writeTinyStudy, writeTinySweep } from './tinySweep.ts';

const LONG = { training: { epochs: 20_000, batchSize: 16 } };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-local-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const newFolder = (): Promise<string> => mkdtemp(join(folder, 'sweep-'));

it('makes every run of a sweep once, side by side, each with its share of the processors', async () => {
  const here = await newFolder();
  await writeTinyStudy(here);
  const sweep = await writeTinySweep(here, { grid: { 'model.name': ['mmvae++', 'mvae'], seed: { count: 2 } } });
  const { result, events } = await makeRuns(sweep);
  expect(result).toEqual({ finished: 4, stopped: 0, timeouts: 0, failed: [], ended: 'nothing left' });
  const rows = await readRows(sweep.folder, sweep.plan);
  expect(rows.map(({ state }) => state)).toEqual(new Array(4).fill('finished'));
  const of = (type: string) => events.flatMap((event) => (event.type === type ? event.run : [])).sort();
  const names = sweep.plan.runs.map(({ name }) => name).sort();
  expect([of('begun'), of('finished')]).toEqual([names, names]);
  expect((await logged(sweep.folder, 'finished')).sort()).toEqual(names.map((name) => `finished ${name}`));
  const trainers = new Set((await logged(sweep.folder, 'begun')).map((line) => line.split(', trainer ')[1]));
  expect(trainers.size).toBe(2);
  expect(await holderOf(sweep.folder)).toBeNull();

  // Again, there is nothing left; made anew one at a time, it comes to the same.
  expect((await makeRuns(sweep)).result).toMatchObject({ finished: 0, ended: 'nothing left' });
  const found = await resultsOf(sweep);
  await rm(join(sweep.folder, 'runs'), { recursive: true });
  await makeRuns(sweep, { jobs: 1 });
  expect(await resultsOf(sweep)).toEqual(found);
  expect(timeless(await readRows(sweep.folder, sweep.plan))).toEqual(timeless(rows));
});

it('shares out the processors among its trainers', async () => {
  const here = await newFolder();
  await writeTinyStudy(here, { engine: 'tensorflow' });
  const sweep = await writeTinySweep(here, { grid: { seed: { count: 1 } } });
  const all = processors();
  vi.stubEnv('CROSSMODAL_THREADS', '6');
  await makeRuns(sweep);
  vi.unstubAllEnvs();
  expect(processors()).toBe(all);
  // One run is made by one trainer, however many jobs there may be.
  expect((await readRunFile(runFolderIn(sweep.folder, sweep.plan.runs[0].name))).engine.threads).toBe(6);
});

it('stopped from anywhere, saves what runs have learnt and goes on from there', async () => {
  const here = await newFolder();
  await writeTinyStudy(here, { training: { epochs: 60, batchSize: 4 } });
  const sweep = await writeTinySweep(here, { grid: { seed: { count: 3 } } });
  const undisturbed = await writeTinySweep(await copyOf(here), { grid: { seed: { count: 3 } } });
  let asked = false;
  const { result } = await makeRuns(sweep, {
    hear: (event) => {
      if (event.type !== 'progress' || asked) return;
      asked = true;
      void requestStop(sweep.folder);
    },
  });
  expect(result.ended).toBe('stopped');
  expect(await stopRequested(sweep.folder)).toBe(false);
  const after = await readRows(sweep.folder, sweep.plan);
  const states = after.map(({ state }) => state);
  expect(states.every((state) => ['finished', 'stopped', 'waiting'].includes(state))).toBe(true);
  expect(states).toContain('stopped');
  expect((await makeRuns(sweep)).result.ended).toBe('nothing left');
  await makeRuns(undisturbed);
  expect(await resultsOf(sweep)).toEqual(await resultsOf(undisturbed));
});

it('lets one process make the runs of a sweep, and tells another one which', async () => {
  const here = await newFolder();
  await writeTinyStudy(here, LONG);
  const sweep = await writeTinySweep(here, { grid: { seed: { count: 1 } } });
  const stop = new AbortController();
  let refused = false;
  const first = makeRuns(sweep, {
    signal: stop.signal,
    hear: ({ type }) => {
      if (type === 'progress' && refused) stop.abort();
    },
  });
  await vi.waitFor(async () => expect(await holderOf(sweep.folder)).not.toBeNull(), PATIENCE);
  await expect(makeRuns(sweep)).rejects.toThrow(`are being made already, by process ${process.pid}.`);
  refused = true;
  expect((await first).result).toMatchObject({ stopped: 1, ended: 'stopped' });
});

it('tells of runs that fail, makes the others, and stops where too many fail', async () => {
  const here = await newFolder();
  await writeTinyStudy(here);
  const sweep = await writeTinySweep(here, { grid: { seed: { count: 4 } } });
  const [first, second, third] = sweep.plan.runs.map(({ name }) => name);
  // What becomes of one whose table has gone, one whose study is broken, and one whose folder holds another run.
  const study = JSON.parse(await readFile(studyFileIn(sweep.folder, first), 'utf8'));
  study.modalities[0].file = 'gone.csv';
  await writeFile(studyFileIn(sweep.folder, first), JSON.stringify(study));
  await writeFile(studyFileIn(sweep.folder, second), '{ "modalities": [');
  const { result } = await makeRuns(sweep, { jobs: 1 });
  expect(result).toMatchObject({ finished: 2, ended: 'nothing left' });
  expect(result.failed.map(({ run, user }) => [run, user])).toEqual([
    [first, true],
    [second, true],
  ]);
  const rows = await readRows(sweep.folder, sweep.plan);
  expect(rows.map(({ state }) => state)).toEqual(['failed', 'failed', 'finished', 'finished']);
  expect(rows[0].note).toContain('gone.csv');
  expect(rows[1].note).toContain(`${second}.crossmodal.json`);
  expect(todo(rows, false)).toEqual([]);
  expect(todo(rows, true)).toEqual([first, second]);

  await rm(join(sweep.folder, 'runs'), { recursive: true });
  const few = await makeRuns(sweep, { jobs: 1, failures: 1 });
  expect(few.result).toMatchObject({ finished: 0, ended: 'too many failures' });
  expect((await readRows(sweep.folder, sweep.plan)).find(({ name }) => name === third)?.state).toBe('waiting');
});

it('takes a run up again whose trainer was killed; killed twice there, it has failed', async () => {
  const here = await newFolder();
  await writeTinyStudy(here, { training: { epochs: 80, batchSize: 4 } });
  const sweep = await writeTinySweep(here, { grid: { seed: { count: 2 } } });
  const [once, twice] = sweep.plan.runs.map(({ name }) => name);
  const attempts = new Map<string, number>();
  const killed = new Set<string>();
  const { result, events } = await makeRuns(sweep, {
    jobs: 1,
    hear: (event) => {
      if (event.type === 'begun') attempts.set(event.run, (attempts.get(event.run) ?? 0) + 1);
      if (event.type !== 'progress') return;
      const attempt = `${event.run} ${attempts.get(event.run)}`;
      if (killed.has(attempt) || (event.run === once && killed.size > 0)) return;
      killed.add(attempt);
      void holderOf(runFolderIn(sweep.folder, event.run)).then((holder) => {
        if (holder) process.kill(holder.pid, 'SIGKILL');
      });
    },
  });
  expect(events.filter(({ type }) => type === 'again').map(({ run }) => run)).toEqual([once, twice]);
  expect(result).toMatchObject({ finished: 1, ended: 'nothing left', failed: [{ run: twice, user: false }] });
  expect(result.failed[0].message).toContain('ended without a word twice (SIGKILL)');
  const rows = await readRows(sweep.folder, sweep.plan);
  expect(rows.map(({ state, note }) => [state, note])).toEqual([
    ['finished', null],
    ['failed', result.failed[0].message],
  ]);
  // Tried again, it goes on from its checkpoint.
  await makeRuns(sweep, { runs: async () => [twice] });
  expect((await readRows(sweep.folder, sweep.plan))[1].state).toBe('finished');
});

it('stops a run that takes too long, and keeps its best', async () => {
  const here = await newFolder();
  await writeTinyStudy(here, LONG);
  const sweep = await writeTinySweep(here, { grid: { seed: { count: 1 } } });
  const { result } = await makeRuns(sweep, { minutes: 3 / 60 });
  expect(result).toMatchObject({ timeouts: 1, stopped: 0, ended: 'nothing left' });
  const [row] = await readRows(sweep.folder, sweep.plan);
  expect([row.state, row.note]).toEqual(['timeout', expect.stringMatching(/^Its time was up after 0.05 minutes/)]);
  expect(row.scores['r2']).not.toBeNull();
  // It has ended: made again on request only, and in the way of nothing.
  expect([todo([row], false), todo([row], true)]).toEqual([[], [row.name]]);
});

it('stops a run whose time is up before it has begun to train', async () => {
  const here = await newFolder();
  await writeTinyStudy(here, LONG);
  const sweep = await writeTinySweep(here, { grid: { seed: { count: 1 } } });
  const { result } = await makeRuns(sweep, { minutes: 1e-5 });
  expect(result).toMatchObject({ timeouts: 1, stopped: 0, ended: 'nothing left' });
  const [{ name }] = sweep.plan.runs;
  expect(await readdir(runFolderIn(sweep.folder, name))).not.toContain('stop');
});

async function copyOf(from: string): Promise<string> {
  const to = await newFolder();
  for (const name of ['view1.csv', 'view2.csv', 'tiny.crossmodal.json']) {
    await writeFile(join(to, name), await readFile(join(from, name)));
  }
  return to;
}
