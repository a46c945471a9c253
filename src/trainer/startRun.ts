import type { RunFolder } from '../run/runFolder.ts';
import { Journal } from './journal.ts';
import { makeReady, type Ready } from './ready.ts';
import { firstRecord } from './runRecord.ts';
import { runStages, type TrainResult } from './runStages.ts';
import type { TrainOptions } from './train.ts';

/** A run of which nothing is written yet. */
export interface NewRun {
  readonly startedAt: Date;
  readonly ready: Ready;
}

/** Reads the tables and loads the engine. @throws UserError where study, tables or engine do not allow training */
export async function prepareRun({ study, directory, emit }: Omit<TrainOptions, 'out'>): Promise<NewRun> {
  const startedAt = new Date();
  return { startedAt, ready: await makeReady(study, directory, emit) };
}

/** Trains from the first epoch. @param folder whose lock this process holds, and in which no run is */
export function startRun(
  { startedAt, ready }: NewRun,
  folder: RunFolder,
  { directory, signal, emit }: Omit<TrainOptions, 'out'>,
): Promise<TrainResult> {
  const { dataset, stages, engine, model } = ready;
  const record = firstRecord({
    study: ready.study,
    directory,
    folder: folder.path,
    dataset,
    stages,
    prepared: model.prepared,
    plan: model.plan,
    parameters: model.vae.parameters.count,
    engine: { ...engine, execution: model.program.note },
    startedAt,
  });
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  return runStages(ready, new Journal(folder, { ...record, seconds }, emit), new Map(), signal);
}
