import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hasProgram } from '../../src/extension/hasProgram.ts';

test('a program is at hand where a folder of the PATH has it and it may be run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossmodal-path-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = ['/nowhere', folder, ''].join(delimiter);
  expect(await hasProgram('sbatch', path)).toBe(false);
  await writeFile(join(folder, 'sbatch'), '#!/bin/sh\n');
  await chmod(join(folder, 'sbatch'), 0o644);
  expect(await hasProgram('sbatch', path)).toBe(false);
  await chmod(join(folder, 'sbatch'), 0o755);
  expect(await hasProgram('sbatch', path)).toBe(true);
  expect(await hasProgram('sbatch', '')).toBe(false);
});
