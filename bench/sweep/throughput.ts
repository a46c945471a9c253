import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import { timed } from './command.ts';

/** The same runs, one after another and as a sweep. */
export interface Throughput {
  readonly data: string;
  readonly runs: number;
  /** seconds of all runs, each by a command of its own, one after another */
  readonly alone: number;
  /** seconds of all runs by one command */
  readonly sweep: number;
}

/**
 * Trains a study with several seeds twice: by one command each, and by one sweep.
 * @param prepare writes tables and study.crossmodal.json into a folder that is empty
 */
export async function throughput(
  data: string,
  runs: number,
  folder: string,
  prepare: (folder: string) => Promise<void>,
): Promise<Throughput> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await prepare(folder);
  const study = join(folder, 'study.crossmodal.json');
  let alone = 0;
  for (let seed = 0; seed < runs; seed++) {
    alone += await timed(['train', study, '--seed', String(seed), '--out', join(folder, 'alone', String(seed))]);
  }
  const sweep: SweepInput = { study: 'study.crossmodal.json', grid: { seed: { count: runs } } };
  const file = join(folder, 'seeds.sweep.json');
  await writeFile(file, JSON.stringify(sweep));
  return { data, runs, alone, sweep: await timed(['sweep', file]) };
}

/** The tables of the bundled sample, with its study. */
export async function copySample(folder: string): Promise<void> {
  const sample = join('samples', 'tcga-acc');
  await cp(sample, folder, { recursive: true, filter: (path) => path === sample || /\.(csv|json)$/.test(path) });
  await cp(join(sample, 'acc.crossmodal.json'), join(folder, 'study.crossmodal.json'));
}

/** The synthetic example as `crossmodal synthesize` writes it. */
export async function synthesize(folder: string): Promise<void> {
  await timed(['synthesize', '-o', folder]);
  await cp(join(folder, 'synthetic.crossmodal.json'), join(folder, 'study.crossmodal.json'));
}
