import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { RunFolder } from '../../src/run/runFolder.ts';
import { UserError } from '../../src/run/userError.ts';

const entry = { stage: 0, epoch: 1, loss: 1, reconstruction: [], kl: [], beta: 1, seconds: 1 };

it.runIf(process.platform === 'linux').each([
  ['history.jsonl', (run: RunFolder) => run.appendHistory(entry)],
  ['log.txt', (run: RunFolder) => run.log('a word')],
])('where the disk is full, whoever adds to %s is told so', async (name, write) => {
  const folder = await mkdtemp(join(tmpdir(), 'crossmodal-run-folder-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  // A device that is always full.
  await symlink('/dev/full', join(folder, name));
  const told: unknown = await write(RunFolder.existing(folder)).catch((error: unknown) => error);
  expect(told).toBeInstanceOf(UserError);
  expect(told).toMatchObject({ message: `${join(folder, name)} cannot be written: the disk is full.` });
});
