import { type Checkpoint, readCheckpoints } from '../run/checkpoint.ts';
import type { TrainerEvent } from '../run/events.ts';
import { lockFolder } from '../run/folderLock.ts';
import { processLives } from '../run/processLives.ts';
import { readHistory, readRunFile } from '../run/readRun.ts';
import { parseStudy } from '../run/readStudy.ts';
import type { RunFile } from '../run/runFile.ts';
import { RunFolder } from '../run/runFolder.ts';
import { clearStop } from '../run/stopRequest.ts';
import { UserError } from '../run/userError.ts';
import type { Dataset } from './data/dataset.ts';
import { Journal } from './journal.ts';
import { makeReady, type Ready } from './ready.ts';
import { thisProcess } from './runRecord.ts';
import { runStages, type TrainResult } from './runStages.ts';

export interface ResumeOptions {
  /** the run folder */
  readonly folder: string;
  /** engine to go on with, or null for the one that the run began with */
  readonly engine: string | null;
  /** stop and keep the best so far */
  readonly signal: AbortSignal;
  readonly emit: (event: TrainerEvent) => void;
}

/**
 * Takes up a run that was killed, stopped or failed from its last checkpoint, in the same folder. On the same engine and
 * machine the results are those of a run that nothing interrupted, to the byte.
 * @throws UserError where there is nothing to take up, before anything is written
 */
export async function resume(options: ResumeOptions): Promise<TrainResult> {
  const { folder } = options;
  requireUnfinished(folder, await readRunFile(folder));
  const lock = await lockFolder(folder);
  try {
    return await goOn(options);
  } finally {
    await lock.release();
  }
}

/** The same for who holds the folder's lock already. */
export async function goOn({ folder: path, engine: wanted, signal, emit }: ResumeOptions): Promise<TrainResult> {
  const begun = Date.now();
  // Only now: somebody else may have finished it.
  const run = await readRunFile(path);
  requireUnfinished(path, run);
  const checkpoints = await readCheckpoints(path);
  if (checkpoints.size === 0) {
    throw new UserError(`${path} has no checkpoint: it starts anew. Run: crossmodal train STUDY`);
  }
  const study = parseStudy({ ...run.study, engine: wanted ?? run.engine.name }, path);
  const ready = await makeReady(study, path, emit);
  requireSameData(run, ready.dataset);
  const parameters = ready.model.vae.parameters.count;
  if (parameters !== run.parameters) {
    throw new UserError(
      `${path} was begun with a model of ${run.parameters} parameters, and its study now gives one of ${parameters}. Train anew: crossmodal train STUDY`,
    );
  }

  const folder = RunFolder.existing(path);
  await clearStop(path);
  await folder.removeUnfinished(run.pid);
  await folder.removeEnding();
  const history = await readHistory(path);
  await folder.replaceHistory(
    history.filter(({ stage, epoch }) => epoch <= (checkpoints.get(stage)?.state.epoch ?? 0)),
  );
  const record = recordToGoOn(run, ready, checkpoints);
  await folder.log(`taken up in ${record.progress.stage} after epoch ${record.progress.epoch}`);
  emit({ type: 'status', text: `Going on in ${record.progress.stage} after epoch ${record.progress.epoch}` });
  const seconds = run.seconds + (Date.now() - begun) / 1000;
  return runStages(ready, new Journal(folder, { ...record, seconds }, emit), checkpoints, signal);
}

/** @throws UserError */
function requireUnfinished(folder: string, run: RunFile): void {
  if (run.status === 'finished') {
    throw new UserError(`${folder} is finished: there is nothing to resume. Train anew: crossmodal train STUDY`);
  }
  // Earlier versions made no lock.
  if (run.host === '' && run.status === 'running' && run.pid !== process.pid && processLives(run.pid)) {
    throw new UserError(`${folder} is still being trained, by process ${run.pid}. Stop it first, or wait.`);
  }
}

/** @throws UserError that names the first table that is not what the run began with */
function requireSameData(run: RunFile, { sources, labels }: Dataset): void {
  const tables = [...sources, ...(labels ? [labels] : [])];
  const known = [...run.modalities, ...(run.labels ? [run.labels] : [])];
  const changed = tables.find(({ sha256 }, i) => sha256 !== known[i]?.sha256);
  if (!changed) return;
  throw new UserError(
    `${changed.path} has changed since the run began, and training on would mix two data sets. Put the file back, or train anew: crossmodal train STUDY`,
  );
}

/** run.crossmodal as it stood at the last checkpoint. */
function recordToGoOn(
  run: RunFile,
  { stages, engine, model }: Ready,
  checkpoints: ReadonlyMap<number, Checkpoint>,
): RunFile {
  const { epochs } = run.study.training;
  const stage = stages[checkpoints.size - 1];
  const { epoch = 0, warnings = [] } = checkpoints.get(stage.index)?.state ?? {};
  const switched = engine.version !== run.engine.version;
  return {
    ...run,
    status: 'running',
    ...thisProcess(),
    error: null,
    kept: null,
    engine: { ...engine, note: switched ? engine.note : run.engine.note, execution: model.program.note },
    progress: {
      stage: stage.title,
      epoch,
      epochs,
      share: (stage.index * epochs + epoch) / (stages.length * epochs),
      secondsLeft: null,
    },
    warnings: switched
      ? [...warnings, `Begun on ${run.engine.version}, taken up on ${engine.version}: no one engine repeats this run.`]
      : warnings,
  };
}
