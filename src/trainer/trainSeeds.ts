import { join } from 'node:path';
import { RunFolder } from '../run/runFolder.ts';
import type { Study } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import type { TrainResult } from './runStages.ts';
import type { TrainOptions } from './train.ts';
import { knownRun, trainInto } from './trainInto.ts';

export interface SeedsOptions extends TrainOptions {
  /** how many: seed, seed + 1, … of the study; each fixes split, initial weights and noise */
  readonly seeds: number;
  /** called before each seed that is not finished; `index` from 0 */
  readonly onSeed: (seed: number, index: number) => void;
}

export interface SeedsResult {
  /** holds a run folder seed-<k> for each seed */
  readonly folder: string;
  /** in the order of the seeds; those that were reached */
  readonly runs: readonly ({ readonly seed: number } & TrainResult)[];
}

/**
 * Trains a study with several seeds, one run after another. Called again with the same `out`, it keeps finished runs, goes
 * on with those that were interrupted, and adds those that are missing.
 * @throws UserError where `out` holds something else, and as `train` does; what was trained before stays
 */
export async function trainSeeds({ seeds, onSeed, out, ...options }: SeedsOptions): Promise<SeedsResult> {
  const { study, directory, signal } = options;
  const folder = await folderOfSeeds(out, directory, study);
  const first = study.training.seed;
  const runs: SeedsResult['runs'][number][] = [];
  for (let index = 0; index < seeds && !signal.aborted; index++) {
    const seed = first + index;
    const path = join(folder, `seed-${seed}`);
    const wanted = { ...study, training: { ...study.training, seed } };
    const known = await knownRun(path, wanted, directory);
    if (known !== 'finished') onSeed(seed, index);
    runs.push({ seed, ...(await trainInto({ ...options, study: wanted, out: path })) });
  }
  return { folder, runs };
}

async function folderOfSeeds(out: string | null, directory: string, study: Study): Promise<string> {
  if (out === null) return (await RunFolder.create(directory, `${study.model.name}-seeds`)).path;
  if (await RunFolder.existing(out).holdsRun()) {
    throw new UserError(`${out} is a run itself. Name another folder for the runs of several seeds with --out.`);
  }
  return out;
}
