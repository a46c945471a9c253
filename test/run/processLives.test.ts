import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { processBegan, processLives } from '../../src/run/processLives.ts';
import { PATIENCE } from '../patience.ts';

it('knows the living from the dead', () => {
  expect(processLives(process.pid)).toBe(true);
  expect(processLives(process.ppid)).toBe(true);
  expect(processLives(spawnSync(process.execPath, ['--version']).pid)).toBe(false);
});

it.runIf(process.platform === 'linux')('takes one for dead that nobody has taken note of', async () => {
  // sleep never asks what became of the child that it got from the shell.
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    expect(processLives(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(processLives(pid)).toBe(false), PATIENCE);
    expect(() => process.kill(pid, 0)).not.toThrow();
  } finally {
    parent.kill('SIGKILL');
  }
});

it.runIf(process.platform === 'linux')('knows when a process began', () => {
  const before = Date.now();
  const child = spawn('sleep', ['60']);
  try {
    const began = processBegan(Number(child.pid)) ?? Number.NaN;
    // The start of this process, by which it is told, is known to some tenths of a second.
    expect(began).toBeGreaterThan(before - 2_000);
    expect(began).toBeLessThan(Date.now() + 2_000);
    expect(processBegan(process.pid)).toBeLessThan(before);
  } finally {
    child.kill('SIGKILL');
  }
  expect(processBegan(spawnSync('true').pid)).toBeNull();
});
