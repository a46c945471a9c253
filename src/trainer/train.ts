import { loadEngine } from '../engine/engine.ts';
import { directions } from '../model/recipe.ts';
import type { TrainerEvent } from '../run/events.ts';
import { RunFolder } from '../run/runFolder.ts';
import type { Study } from '../run/study.ts';
import type { BlockScore } from './classify.ts';
import { loadDataset } from './dataset.ts';
import { HeldOutScores } from './heldOutScores.ts';
import { Journal } from './journal.ts';
import { planJob } from './plan.ts';
import { firstRecord } from './runRecord.ts';
import { Session } from './session.ts';
import { StageModel } from './stageModel.ts';
import { planStages, resolveEvaluation } from './stages.ts';

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

export interface TrainResult {
  readonly folder: string;
  readonly status: 'finished' | 'stopped';
}

/**
 * Trains and evaluates a study and writes its run folder.
 *
 * Problems with the input are found before the folder is made; a later one leaves a readable folder with status
 * "failed". With a hold-out there is one model. With k folds the model of all samples comes first, its latents and
 * weights are those of the run; then one model a fold predicts the samples that it did not see, and all are scored together.
 */
export async function train({ study, directory, out, signal, emit }: TrainOptions): Promise<TrainResult> {
  const startedAt = new Date();
  emit({ type: 'status', text: 'Reading the tables' });
  const dataset = await loadDataset(study, directory);
  const samples = dataset.cohort.sampleIds.length;
  const evaluation = resolveEvaluation(study, samples);
  const { stages, split } = planStages(evaluation, samples, dataset.labels?.column ?? null, study.training.seed);

  emit({ type: 'status', text: 'Loading the engine' });
  const job = planJob(study, dataset, stages);
  const engine = await loadEngine(study.engine, job.workload);
  let model = new StageModel(study, dataset, stages[0], job, engine.execution);
  const folder = await RunFolder.create(out, directory, study.model.name);
  const journal = new Journal(
    folder,
    firstRecord({
      study,
      directory,
      folder: folder.path,
      dataset,
      evaluation,
      stages,
      prepared: model.prepared,
      plan: model.plan,
      parameters: model.vae.parameters.count,
      engine: { ...engine, execution: model.program.note },
      startedAt,
    }),
    emit,
  );
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) stop.abort();

  try {
    if (dataset.labels) await folder.writeLabels(dataset.cohort.sampleIds, dataset.labels.columns);
    await journal.begin();
    const session = new Session(study, dataset, journal, { stages: stages.length, split, stop });
    if (stages.length === 1) await session.holdOut(model);
    else {
      await session.everyone(model);
      const pooled = new HeldOutScores(
        model.prepared,
        directions(model.vae.modalities),
        Int32Array.from({ length: samples }, (_, row) => row),
        true,
      );
      const classification: BlockScore[][] = [];
      for (const stage of stages.slice(1)) {
        if (stop.signal.aborted) break;
        model = new StageModel(study, dataset, stage, job, engine.execution, model);
        await session.fold(model, pooled, classification);
      }
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
