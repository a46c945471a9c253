import type { TrainerEvent } from '../run/events.ts';
import { RunFolder } from '../run/runFolder.ts';
import type { Study } from '../run/study.ts';
import { Journal } from './journal.ts';
import { makeReady } from './ready.ts';
import { firstRecord } from './runRecord.ts';
import { runStages, type TrainResult } from './runStages.ts';

export interface TrainOptions {
  readonly study: Study;
  /** what the study's paths are relative to */
  readonly directory: string;
  /** run folder, or null for a new one beside the data */
  readonly out: string | null;
  /** stop and keep the best so far */
  readonly signal: AbortSignal;
  readonly emit: (event: TrainerEvent) => void;
}

/**
 * Trains and evaluates a study and writes its run folder.
 *
 * Problems with the input are found before the folder is made; a later one leaves a readable folder with status "failed".
 */
export async function train({ study, directory, out, signal, emit }: TrainOptions): Promise<TrainResult> {
  const startedAt = new Date();
  const ready = await makeReady(study, directory, emit);
  const { dataset, stages, engine, model } = ready;
  const folder = await RunFolder.create(out, directory, study.model.name);
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
  const journal = new Journal(folder, { ...record, seconds }, emit);
  return runStages(ready, journal, new Map(), signal);
}
