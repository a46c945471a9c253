import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { runState, seenRun } from '../../src/extension/runState.ts';
import { runFile } from './fixtures.ts';

test('a run whose process lives is running', () => {
  expect(runState(runFile({ status: 'running' }))).toBe('running');
});

test('a run whose process is gone was interrupted, and the viewer says at which epoch', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const run = runFile({ status: 'running', pid: child.pid ?? -1 });
  expect(runState(run)).toBe('interrupted');
  const seen = seenRun(run, 'interrupted');
  expect(seen.status).toBe('failed');
  expect(seen.error).toMatch(/epoch 40 of 100/);
});

test('an ended run stays what it was, whatever became of its process', () => {
  const run = runFile({ status: 'stopped' });
  expect(runState(run, () => false)).toBe('stopped');
  expect(seenRun(run, 'stopped')).toBe(run);
});
