import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FolderLock } from '../../src/run/folderLock.ts';
import type { KnownFinal } from '../../src/run/knownFinal.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import { writeSweepPlan } from '../../src/run/readSweep.ts';
import { requestStop } from '../../src/run/stopRequest.ts';
import { runFolderIn, SWEEP_FILES } from '../../src/run/sweepFolder.ts';
import type { SweepActivity } from '../../src/run/sweepMessages.ts';
import type { AskQueue, SweepListener } from '../../src/sweep/sweepWatcher.ts';
import { SweepWatcher } from '../../src/sweep/sweepWatcher.ts';
import { PATIENCE } from '../patience.ts';
import { planOf, sweepOnDisk, writeRun } from './sweepOnDisk.ts';

/** Notes what it is told, a word each. */
class Notes implements SweepListener {
  readonly said: string[] = [];
  last: SweepActivity | null = null;

  plan({ runs }: Parameters<SweepListener['plan']>[0]): void {
    this.said.push(`plan of ${runs.length}`);
  }

  rows(rows: Parameters<SweepListener['rows']>[0]): void {
    this.said.push(...rows.map(({ name, state }) => `${name} ${state}`));
  }

  activity(activity: SweepActivity): void {
    this.last = activity;
  }

  final({ plan, rows, samples }: KnownFinal): void {
    const finished = rows.filter(({ state }) => state === 'finished').length;
    this.said.push(`final ${finished} of ${plan.runs.length} on ${Object.values(samples).join()}`);
  }

  problem(message: string): void {
    this.said.push(`problem: ${message}`);
  }

  /** What was said since this was asked last, when all of it has come. */
  async next(...expected: string[]): Promise<void> {
    await vi.waitFor(() => expect(this.said).toEqual(expected), PATIENCE);
    this.said.length = 0;
  }
}

function listen(folder: string, ask?: AskQueue): { notes: Notes; watcher: SweepWatcher; stop: () => Promise<void> } {
  const watcher = new SweepWatcher(folder, ask);
  const notes = new Notes();
  const stop = watcher.listen(notes);
  onTestFinished(stop);
  return { notes, watcher, stop };
}

test('tells all there is, then only what changes, and at once to whoever comes later', async () => {
  const { folder } = await sweepOnDisk(['a', 'b', 'c']);
  await writeRun(folder, 'a');
  const lock = await FolderLock.take(await writeRun(folder, 'b', { status: 'running' }));
  const { notes, watcher } = listen(folder);
  await notes.next('plan of 3', 'a finished', 'b running');
  const activity = { executor: 'local', state: 'working', text: '1 training' };
  await vi.waitFor(() => expect(notes.last).toEqual(activity), PATIENCE);

  const late = new Notes();
  onTestFinished(watcher.listen(late));
  expect(late.said).toEqual(['plan of 3', 'a finished', 'b running']);

  await writeRun(folder, 'b');
  if (lock instanceof FolderLock) await lock.release();
  await notes.next('b finished');
  await vi.waitFor(() => expect(notes.last?.state).toBe('idle'), PATIENCE);
});

test('a plan that has changed is told anew, with the runs that stay', async () => {
  const { folder } = await sweepOnDisk(['a', 'b']);
  await writeRun(folder, 'a');
  const { notes } = listen(folder);
  await notes.next('plan of 2', 'a finished');
  await writeSweepPlan(folder, planOf(['c', 'a', 'd']));
  await notes.next('plan of 3', 'a finished');
  await writeRun(folder, 'd');
  await notes.next('d finished');
});

test('says who makes the runs, and that they were asked to stop', async () => {
  const { folder } = await sweepOnDisk(['a']);
  const lock = await FolderLock.take(folder);
  const { notes } = listen(folder);
  await vi.waitFor(() => {
    expect(notes.last).toMatchObject({
      executor: 'local',
      state: 'working',
      text: `starting (process ${process.pid})`,
    });
  }, PATIENCE);
  await requestStop(folder);
  await vi.waitFor(() => expect(notes.last?.state).toBe('stopping'), PATIENCE);
  if (lock instanceof FolderLock) await lock.release();
  await vi.waitFor(() => expect(notes.last?.state).toBe('idle'), PATIENCE);
});

test('waits for no scheduler, and takes up what it says when it says it', async () => {
  const { folder } = await sweepOnDisk(['a', 'b']);
  await writeRun(folder, 'a');
  const asked: (readonly string[])[] = [];
  const { notes } = listen(folder, async (runs) => {
    asked.push(runs);
    await sleep(700);
    return {
      runs: new Map([['b', { state: 'queued', note: 'waits for processors', job: 'slurm 12_1', host: null }]]),
      lost: new Map(),
    };
  });
  await notes.next('plan of 2', 'a finished');
  await notes.next('b queued');
  await vi.waitFor(() => expect(notes.last?.text).toBe('job 12: 0 running, 1 in the queue'), PATIENCE);
  expect(asked[0]).toEqual(['a', 'b']);
});

test('looks no more when nobody listens, and leaves behind what it has read', async () => {
  const { folder } = await sweepOnDisk(['a']);
  await writeRun(folder, 'a');
  const { notes, stop } = listen(folder);
  await notes.next('plan of 1', 'a finished');
  await stop();
  await rm(join(folder, SWEEP_FILES.plan));
  await writeRun(folder, 'a', { status: 'failed', error: 'no' });
  await sleep(1_200);
  expect(notes.said).toEqual([]);
  const again = listen(folder);
  await writeSweepPlan(folder, planOf(['a']));
  await again.notes.next('plan of 1', 'a finished', 'a failed');
});

test('names a plan that cannot be read, once, and goes on when it can', async () => {
  const { folder } = await sweepOnDisk(['a']);
  await writeFile(join(folder, SWEEP_FILES.plan), '{');
  const { notes } = listen(folder);
  await vi.waitFor(() => expect(notes.said).toHaveLength(1), PATIENCE);
  expect(notes.said[0]).toMatch(/^problem: .*sweep\.crossmodal is not JSON/);
});

test('tells of the chosen settings on samples that chose nothing, once that was asked for, and of their runs', async () => {
  const { folder } = await sweepOnDisk(['a']);
  await writeRun(folder, 'a');
  const { notes, watcher } = listen(folder);
  await notes.next('plan of 1', 'a finished');
  const final = join(folder, SWEEP_FILES.final);
  await writeSweepPlan(final, planOf(['x', 'y']));
  watcher.nudge();
  await notes.next('final 0 of 2 on ');
  await writeRun(final, 'x');
  watcher.nudge();
  const { split } = await readRunFile(runFolderIn(final, 'x'));
  await notes.next(`final 1 of 2 on ${split.test}`);
  const late = new Notes();
  onTestFinished(watcher.listen(late));
  expect(late.said.at(-1)).toBe(`final 1 of 2 on ${split.test}`);

  const lock = await FolderLock.take(final);
  watcher.nudge();
  await vi.waitFor(() => {
    expect(notes.last).toMatchObject({
      state: 'working',
      text: `scoring the choice: starting (process ${process.pid})`,
    });
  }, PATIENCE);
  if (lock instanceof FolderLock) await lock.release();
  watcher.nudge();
  await vi.waitFor(() => expect(notes.last?.state).toBe('idle'), PATIENCE);
});
