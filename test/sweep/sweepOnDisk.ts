import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { writeSweepPlan } from '../../src/run/readSweep.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { RUN_FILES, RunFolder } from '../../src/run/runFolder.ts';
import { sweepFileSchema } from '../../src/run/sweepFile.ts';
import { runFolderIn } from '../../src/run/sweepFolder.ts';
import { SWEEP_FORMAT, type SweepPlan } from '../../src/run/sweepPlan.ts';
import { runFile } from '../extension/fixtures.ts';

/** A plan of runs a, b, c … that differ in their seed. */
export function planOf(names: readonly string[]): SweepPlan {
  const seeds = names.map((_, seed) => seed);
  return {
    format: SWEEP_FORMAT,
    crossmodal: '0.1.0',
    name: 'sizes',
    file: '../../sizes.sweep.json',
    sweep: sweepFileSchema.parse({ study: 'acc.crossmodal.json', grid: { seed: seeds } }),
    axes: [{ path: 'seed', values: seeds }],
    runs: names.map((name, seed) => ({ name, at: [seed] })),
  };
}

/** A sweep folder with these runs planned and none made; gone after the test. */
export async function sweepOnDisk(names: readonly string[]): Promise<{ folder: string; plan: SweepPlan }> {
  const folder = join(await mkdtemp(join(tmpdir(), 'crossmodal-sweep-')), 'sizes.sweep');
  onTestFinished(() => rm(join(folder, '..'), { recursive: true, force: true, maxRetries: 5 }));
  const plan = planOf(names);
  await writeSweepPlan(folder, plan);
  return { folder, plan };
}

/** Writes a run's file as the trainer does. */
export async function writeRun(sweepFolder: string, name: string, changes: Partial<RunFile> = {}): Promise<string> {
  const folder = runFolderIn(sweepFolder, name);
  await mkdir(folder, { recursive: true });
  await RunFolder.existing(folder).writeRun(runFile(changes));
  return folder;
}

/** Something else in its place. */
export async function spoilRun(sweepFolder: string, name: string, text: string): Promise<string> {
  const folder = runFolderIn(sweepFolder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, RUN_FILES.run), text);
  return folder;
}
