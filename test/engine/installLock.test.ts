import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from '../../src/engine/installLock.ts';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossmodal-lock-'));
  lock = join(folder, 'engine.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lets one work at a time, and tells the other that it waits', async () => {
  const order: string[] = [];
  const told: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await sleep(50);
    order.push(`${name} ends`);
  };
  await Promise.all([
    withLock(lock, () => {}, work('first')),
    withLock(lock, (line) => told.push(line), work('second')),
  ]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  expect(told).toEqual([`Another installation is running (process ${process.pid}): waiting for it.`]);
  expect(existsSync(lock)).toBe(false);
});

it('takes over from an installer that was killed', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(lock, `${dead} ${hostname()}`);
  expect(
    await withLock(
      lock,
      () => {},
      async () => 'worked',
    ),
  ).toBe('worked');
  expect(existsSync(lock)).toBe(false);
});

it('frees the lock when the work fails', async () => {
  const failing = withLock(
    lock,
    () => {},
    async () => Promise.reject(new Error('no network')),
  );
  await expect(failing).rejects.toThrow('no network');
  expect(existsSync(lock)).toBe(false);
});
