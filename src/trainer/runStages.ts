import type { Checkpoint } from '../run/checkpoint.ts';
import type { Journal } from './journal.ts';
import type { Ready } from './ready.ts';
import type { BlockScore } from './scores/classify.ts';
import { HeldOutScores, MOST_KEPT_BYTES } from './scores/heldOutScores.ts';
import { Session } from './session.ts';
import { StageModel } from './stageModel.ts';

export interface TrainResult {
  readonly folder: string;
  readonly status: 'finished' | 'stopped';
}

/**
 * Trains every stage and keeps the run's record.
 *
 * With a hold-out there is one model. With k folds the model of all samples comes first, its latents and weights are those
 * of the run; then one model a fold predicts the samples that it did not see, and all are scored together.
 * @param checkpoints of stages that an earlier process began: they go on from there
 * @param signal stop and keep the best so far
 */
export async function runStages(
  ready: Ready,
  journal: Journal,
  checkpoints: ReadonlyMap<number, Checkpoint>,
  signal: AbortSignal,
): Promise<TrainResult> {
  const { study, dataset, stages, split, job, engine } = ready;
  const { folder } = journal;
  let { model } = ready;
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) stop.abort();

  try {
    if (dataset.labels) await folder.writeLabels(dataset.cohort.sampleIds, dataset.labels.columns);
    await journal.begin();
    const session = new Session(study, dataset, journal, { stages: stages.length, split, checkpoints, stop });
    if (stages.length === 1) await session.holdOut(model);
    else {
      await session.everyone(model);
      const pooled = new HeldOutScores(
        model.prepared,
        Int32Array.from({ length: dataset.cohort.sampleIds.length }, (_, row) => row),
        { keep: MOST_KEPT_BYTES, explain: true },
      );
      const classification: BlockScore[][] = [];
      for (const stage of stages.slice(1)) {
        if (stop.signal.aborted && !session.isTrained(stage.index)) break;
        model = new StageModel(study, dataset, stage, job, engine.execution, model);
        await session.fold(model, pooled, classification);
      }
      if (classification.length > 0) await session.folds(pooled, classification);
      if (stop.signal.aborted) {
        await journal.warn(`Stopped when ${classification.length} of ${stages.length - 1} folds had been scored.`);
      }
    }
    const status = stop.signal.aborted ? 'stopped' : 'finished';
    await journal.end(status);
    return { folder: folder.path, status };
  } catch (error) {
    await journal.fail(error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    model.dispose();
  }
}
