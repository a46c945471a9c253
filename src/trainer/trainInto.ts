import { rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sha256 } from '../data/sha256.ts';
import { readCheckpoints } from '../run/checkpoint.ts';
import { lockFolder } from '../run/folderLock.ts';
import { makeFolder } from '../run/makeFolder.ts';
import { readRunFile } from '../run/readRun.ts';
import type { RunFile } from '../run/runFile.ts';
import { RunFolder } from '../run/runFolder.ts';
import type { Study } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import { goOn } from './resume.ts';
import type { TrainResult } from './runStages.ts';
import { resolveEvaluation } from './stages.ts';
import { prepareRun, startRun } from './startRun.ts';
import type { TrainOptions } from './train.ts';

/**
 * Brings a run folder to its end, whatever it holds: the same call may be made again after anything happened to an earlier
 * one. A finished run of the same study and data stays as it is; one that was killed, stopped or failed goes on from its
 * last checkpoint, to the results of a run that nothing interrupted.
 * @throws UserError where the folder holds a run of other settings or data, or somebody else trains it
 */
export async function trainInto({ out, ...options }: TrainOptions & { readonly out: string }): Promise<TrainResult> {
  const made = await makeFolder(out, 'Choose another with --out.');
  try {
    const lock = await lockFolder(out);
    try {
      return await bringToEnd(RunFolder.existing(out), options);
    } finally {
      await lock.release();
    }
  } catch (error) {
    // Where nothing came of it, nothing is left of it: only an empty folder can be removed so.
    if (made) await rmdir(out).catch(() => undefined);
    throw error;
  }
}

async function bringToEnd(folder: RunFolder, options: Omit<TrainOptions, 'out'>): Promise<TrainResult> {
  const { study, directory, signal, emit } = options;
  const { path } = folder;
  const known = await knownRun(path, study, directory);
  if (known === 'finished') {
    emit({ type: 'status', text: `${path} is finished: nothing is left to do` });
    emit({ type: 'done', folder: path, status: known });
    return { folder: path, status: known };
  }
  if (known === 'begun' && (await readCheckpoints(path)).size > 0) {
    return goOn({ folder: path, engine: null, signal, emit });
  }
  const run = await prepareRun(options);
  await folder.clear();
  return startRun(run, folder, options);
}

/** What a folder holds of a study's run. @throws UserError where it holds a run of other settings or data */
export async function knownRun(path: string, study: Study, directory: string): Promise<'none' | 'begun' | 'finished'> {
  if (!(await RunFolder.existing(path).holdsRun())) return 'none';
  const run = await readRunFile(path);
  const different = differences(run, path, study, directory);
  if (different.length > 0) {
    throw new UserError(
      `${path} holds a run with other settings (${different.join(', ')}). Choose another folder with --out, or delete it first.`,
    );
  }
  if (run.status !== 'finished') return 'begun';
  const read = [
    ...run.modalities.map(({ sha256: before }, m) => ({ file: study.modalities[m].file, before })),
    ...(run.labels && study.labels ? [{ file: study.labels.file, before: run.labels.sha256 }] : []),
  ];
  for (const { file: name, before } of read) {
    const file = resolve(directory, name);
    if ((await sha256(file)) === before) continue;
    throw new UserError(
      `${file} has changed since ${path} was trained. Put the file back, choose another folder with --out, or delete that run to train anew.`,
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
    evaluation: study.evaluation && resolveEvaluation(study, run.samples.total),
    modalities: study.modalities.map((modality) => ({ ...modality, file: resolve(directory, modality.file) })),
    labels: study.labels && { ...study.labels, file: resolve(directory, study.labels.file) },
  };
  return (['modalities', 'labels', 'samples', 'model', 'training', 'evaluation', 'setAside'] as const).filter(
    (key) => !isDeepStrictEqual(settled[key], wanted[key]),
  );
}
