import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sha256 } from '../data/sha256.ts';
import { readCheckpoints } from '../run/checkpoint.ts';
import { readRunFile } from '../run/readRun.ts';
import type { RunFile } from '../run/runFile.ts';
import { RUN_FILES, RunFolder } from '../run/runFolder.ts';
import type { Study } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import { resumable, resume } from './resume.ts';
import type { TrainResult } from './runStages.ts';
import { type TrainOptions, train } from './train.ts';

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
    runs.push({ seed, ...(await runOf(known, { ...options, study: wanted, out: path })) });
  }
  return { folder, runs };
}

/** Finishes one run. */
async function runOf(known: 'none' | 'begun' | 'finished', options: TrainOptions & { out: string }) {
  const { out, signal, emit } = options;
  if (known === 'finished') return { folder: out, status: known } satisfies TrainResult;
  if (known === 'none') return train(options);
  await resumable(out);
  if ((await readCheckpoints(out)).size > 0) return resume({ folder: out, engine: null, signal, emit });
  await RunFolder.existing(out).discard();
  return train(options);
}

async function folderOfSeeds(out: string | null, directory: string, study: Study): Promise<string> {
  if (out === null) return (await RunFolder.create(null, directory, `${study.model.name}-seeds`)).path;
  if (await exists(join(out, RUN_FILES.run))) {
    throw new UserError(`${out} is a run itself. Name another folder for the runs of several seeds with --out.`);
  }
  return out;
}

/** @throws UserError where the folder holds a run of other settings */
async function knownRun(path: string, study: Study, directory: string): Promise<'none' | 'begun' | 'finished'> {
  if (!(await exists(join(path, RUN_FILES.run)))) return 'none';
  const run = await readRunFile(path);
  const different = differences(run, path, study, directory);
  if (different.length > 0) {
    throw new UserError(
      `${path} holds a run with other settings (${different.join(', ')}). Choose another folder with --out, or delete it first.`,
    );
  }
  if (run.status !== 'finished') return 'begun';
  for (const [m, { sha256: before }] of run.modalities.entries()) {
    const file = resolve(directory, study.modalities[m].file);
    if ((await sha256(file)) === before) continue;
    throw new UserError(
      `${file} has changed since ${path} was trained, and the seeds would be of two data sets. Put the file back, or choose another folder with --out.`,
    );
  }
  return 'finished';
}

/** Settings of a study that are not those of a run; what the study leaves open cannot differ. */
function differences(run: RunFile, path: string, study: Study, directory: string): string[] {
  const { $schema: _, engine: __, ...asked } = study;
  const settled = {
    ...run.study,
    evaluation: study.evaluation && run.study.evaluation,
    modalities: run.study.modalities.map(({ transform, likelihood, rows, ...modality }, m) => ({
      ...modality,
      file: resolve(path, modality.file),
      ...(study.modalities[m]?.transform && { transform }),
      ...(study.modalities[m]?.likelihood && { likelihood }),
      ...(study.modalities[m]?.rows && { rows }),
    })),
    labels: run.study.labels && { ...run.study.labels, file: resolve(path, run.study.labels.file) },
  };
  const wanted = {
    ...asked,
    modalities: study.modalities.map((modality) => ({ ...modality, file: resolve(directory, modality.file) })),
    labels: study.labels && { ...study.labels, file: resolve(directory, study.labels.file) },
  };
  return (['modalities', 'labels', 'samples', 'model', 'training', 'evaluation'] as const).filter(
    (key) => !isDeepStrictEqual(settled[key], wanted[key]),
  );
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
