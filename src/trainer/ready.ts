import { type Engine, loadEngine } from '../engine/engine.ts';
import type { TrainerEvent } from '../run/events.ts';
import type { ResolvedStudy, Study } from '../run/study.ts';
import { type Dataset, loadDataset } from './data/dataset.ts';
import { type JobPlan, planJob } from './plan.ts';
import { resolveStudy } from './resolveStudy.ts';
import { StageModel } from './stageModel.ts';
import { planStages, type Stage, splitSeed } from './stages.ts';

/** A study made ready to train: its data read, its stages laid out, the model of the first one on an engine. */
export interface Ready {
  readonly study: ResolvedStudy;
  readonly dataset: Dataset;
  readonly stages: readonly Stage[];
  /** of each sample, as latents.csv names it */
  readonly split: readonly string[];
  readonly job: JobPlan;
  readonly engine: Engine;
  readonly model: StageModel;
}

/**
 * @param directory what the study's paths are relative to
 * @throws UserError where study, tables or engine do not allow training
 */
export async function makeReady(given: Study, directory: string, emit: (event: TrainerEvent) => void): Promise<Ready> {
  emit({ type: 'status', text: 'Reading the tables' });
  const dataset = await loadDataset(given, directory);
  const study = resolveStudy(given, dataset);
  const samples = dataset.cohort.sampleIds.length;
  const { stages, split } = planStages(study.evaluation, samples, dataset.labels?.column ?? null, splitSeed(study));

  emit({ type: 'status', text: 'Loading the engine' });
  const job = planJob(study, dataset, stages);
  const engine = await loadEngine(study.engine, job.workload);
  const model = new StageModel(study, dataset, stages[0], job, engine.execution);
  return { study, dataset, stages, split, job, engine, model };
}
