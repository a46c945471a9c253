import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FIG1B_MODELS } from '../../src/experiments/fig1b.ts';
import { syntheticStudy, syntheticTables } from '../../src/experiments/synthetic.ts';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import { timed } from './command.ts';

const SIZES = [20, 50, 75, 100, 200, 300, 400, 500, 1000];
const SEEDS = 5;

/** Fig. 1B of Märtens & Yau as one sweep: every size and seed has tables of its own. */
export interface Fig1b {
  readonly runs: number;
  readonly seconds: number;
}

/** Makes the tables, then the sweep of all sizes, models and seeds, as published. @param quick two sizes and one seed */
export async function fig1bSweep(folder: string, quick: boolean): Promise<Fig1b> {
  await rm(folder, { recursive: true, force: true });
  const sizes = quick ? SIZES.slice(0, 2) : SIZES;
  const list: NonNullable<SweepInput['list']> = [];
  for (const size of sizes) {
    for (let seed = 0; seed < (quick ? 1 : SEEDS); seed++) {
      const name = nameOf(size, seed);
      await mkdir(join(folder, name), { recursive: true });
      await syntheticTables({ samples: 1000, privateFeatures: [size, 20], seed }).write(join(folder, name));
      const study = syntheticStudy(2, { seed });
      await writeFile(join(folder, name, 'study.crossmodal.json'), JSON.stringify(study));
      list.push({ study: `${name}/study.crossmodal.json`, seed });
    }
  }
  const sweep: SweepInput = {
    study: `${nameOf(SIZES[0], 0)}/study.crossmodal.json`,
    grid: { 'model.name': [...FIG1B_MODELS] },
    list,
  };
  const file = join(folder, 'fig1b.sweep.json');
  await writeFile(file, JSON.stringify(sweep));
  return { runs: list.length * FIG1B_MODELS.length, seconds: await timed(['sweep', file]) };
}

function nameOf(size: number, seed: number): string {
  return `private${size}-seed${seed}`;
}
