import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../../src/run/folderLock.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { readRunState, seenRun } from '../../src/run/runState.ts';
import { runFile } from '../extension/fixtures.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-state-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function stateOf(change: Partial<RunFile>): Promise<string> {
  await writeFile(join(folder, 'run.crossmodal'), JSON.stringify(runFile(change)));
  return (await readRunState(folder)).state;
}

test('a run whose lock is held is running, on whichever machine', async () => {
  const lock = await lockFolder(folder);
  expect(await stateOf({ status: 'running', host: 'node7' })).toBe('running');
  await lock.release();
  expect(await stateOf({ status: 'running', host: 'node7' })).toBe('interrupted');
});

test('an ended run stays what it was, whatever became of its process', async () => {
  expect(await stateOf({ status: 'stopped', host: 'node7' })).toBe('stopped');
  const run = runFile({ status: 'stopped' });
  expect(seenRun(run, 'stopped')).toBe(run);
});

test('a run of an earlier version, without a lock, runs as long as its process lives', async () => {
  expect(await stateOf({ status: 'running', host: '' })).toBe('running');
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(await stateOf({ status: 'running', host: '', pid: child.pid ?? -1 })).toBe('interrupted');
});

test('the viewer says at which epoch a run was interrupted', () => {
  const seen = seenRun(runFile({ status: 'running' }), 'interrupted');
  expect(seen.status).toBe('failed');
  expect(seen.error).toMatch(/epoch 40 of 100/);
});
