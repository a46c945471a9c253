import type { TrainerEvent } from '../run/events.ts';
import { lockFolder } from '../run/folderLock.ts';
import { RunFolder } from '../run/runFolder.ts';
import type { Study } from '../run/study.ts';
import type { TrainResult } from './runStages.ts';
import { prepareRun, startRun } from './startRun.ts';
import { trainInto } from './trainInto.ts';

export interface TrainOptions {
  readonly study: Study;
  /** what the study's paths are relative to */
  readonly directory: string;
  /** run folder, which may hold a run of the same study, or null for a new one beside the data */
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
export async function train({ out, ...options }: TrainOptions): Promise<TrainResult> {
  if (out !== null) return trainInto({ out, ...options });
  const { study, directory } = options;
  const run = await prepareRun(options);
  const folder = await RunFolder.create(directory, study.model.name);
  const lock = await lockFolder(folder.path);
  try {
    return await startRun(run, folder, options);
  } finally {
    await lock.release();
  }
}
