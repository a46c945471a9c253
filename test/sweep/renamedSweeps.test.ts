import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepFolderOf } from '../../src/run/sweepFolder.ts';
import { planSweep } from '../../src/sweep/planSweep.ts';
import { renamedSweeps } from '../../src/sweep/renamedSweeps.ts';
import { writeSweep } from '../../src/sweep/writeSweep.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-renamed-'));
  const modalities = ['rna', 'protein'].map((name) => ({ name, file: `${name}.csv` }));
  await writeFile(join(directory, 'tables.crossmodal.json'), JSON.stringify({ modalities }));
  for (const name of ['sizes', 'other']) {
    const file = join(directory, `${name}.sweep.json`);
    await writeFile(file, JSON.stringify({ study: 'tables.crossmodal.json' }));
    await writeSweep(await planSweep(file));
  }
});

afterEach(() => rm(directory, { recursive: true }));

const warnings = (name: string) => {
  const file = join(directory, `${name}.sweep.json`);
  return renamedSweeps(sweepFolderOf(file), file);
};

test('a sweep that has begun, or of which nobody knows, needs no warning', async () => {
  expect(await warnings('sizes')).toEqual([]);
  expect(await warnings('new')).toEqual([]);
  await rm(join(directory, 'crossmodal-runs'), { recursive: true });
  expect(await warnings('sizes')).toEqual([]);
});

test('a folder that was renamed is named', async () => {
  await rename(join(directory, 'crossmodal-runs/sizes.sweep'), join(directory, 'crossmodal-runs/kept.sweep'));
  expect(await warnings('sizes')).toEqual([
    'kept.sweep was made from this file. To go on with its runs, rename it to sizes.sweep.',
  ]);
});

test('so is the folder of a sweep file that was renamed', async () => {
  await rename(join(directory, 'sizes.sweep.json'), join(directory, 'latent.sweep.json'));
  expect(await warnings('latent')).toEqual([
    'sizes.sweep was made from sizes.sweep.json, which is gone. To go on with its runs, rename it to latent.sweep.',
  ]);
});
