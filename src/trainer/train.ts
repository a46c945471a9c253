import { loadEngine } from '../engine/engine.ts';
import { distributionOf } from '../evaluation/distribution.ts';
import { mean } from '../math/statistics.ts';
import { directions } from '../model/heldOut.ts';
import type { TrainerEvent } from '../run/events.ts';
import type { HistoryEntry } from '../run/history.ts';
import type { R2Scores } from '../run/runData.ts';
import type { Metrics } from '../run/runFile.ts';
import { RunFolder, stopRequested } from '../run/runFolder.ts';
import type { NamedTensor } from '../run/safetensors.ts';
import type { Study } from '../run/study.ts';
import { averageScores, type BlockScore, classifyStage } from './classify.ts';
import { type Dataset, loadDataset } from './dataset.ts';
import { type Epoch, fitEpochs } from './fitEpochs.ts';
import { HeldOutScores } from './heldOutScores.ts';
import { Journal } from './journal.ts';
import { type Latents, latentBlock } from './latents.ts';
import { firstRecord } from './runRecord.ts';
import { StageModel } from './stageModel.ts';
import { planStages, resolveEpochs, resolveEvaluation } from './stages.ts';

/** Evaluations that one stage makes while it trains: enough to watch, few enough not to slow it down. */
const EVALUATIONS = 25;

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
  const epochs = resolveEpochs(study, stages[0].train.length);

  emit({ type: 'status', text: 'Loading the engine' });
  const engine = await loadEngine(study.engine);
  let model = new StageModel(study, dataset, stages[0]);
  const folder = await RunFolder.create(out, directory, study.model.name);
  const journal = new Journal(
    folder,
    firstRecord({
      study,
      directory,
      folder: folder.path,
      dataset,
      evaluation,
      epochs,
      stages,
      prepared: model.prepared,
      plan: model.step.plan,
      parameters: model.vae.parameters.count,
      engine,
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
    const session = new Session(study, dataset, journal, { epochs, stages: stages.length, split, stop });
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
        model.dispose();
        model = new StageModel(study, dataset, stage);
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

interface Plan {
  readonly epochs: number;
  readonly stages: number;
  /** of each sample, as latents.csv names it */
  readonly split: readonly string[];
  readonly stop: AbortController;
}

/** The three kinds of stage, and what each writes. */
class Session {
  readonly #study: Study;
  readonly #dataset: Dataset;
  readonly #journal: Journal;
  readonly #plan: Plan;

  constructor(study: Study, dataset: Dataset, journal: Journal, plan: Plan) {
    this.#study = study;
    this.#dataset = dataset;
    this.#journal = journal;
    this.#plan = plan;
  }

  /** One model, scored on the samples held out while it trains. Stopped early, it goes back to its best evaluation. */
  async holdOut(model: StageModel): Promise<void> {
    let best: { epoch: number; score: number; weights: NamedTensor[] } | null = null;
    let evaluated = 0;
    const evaluate = async (epoch: number): Promise<R2Scores> => {
      const scores = await model.score(true);
      const latents = await model.latents();
      await this.#writeScores(scores, latents, epoch, this.#classify(model, latents));
      evaluated = epoch;
      return scores.scores();
    };
    let last = 0;
    await this.#epochs(
      model,
      async ({ epoch }) => {
        last = epoch;
        const scores = await evaluate(epoch);
        const score = meanOfMedians(scores);
        if (best === null || score >= best.score) best = { epoch, score, weights: await model.vae.parameters.read() };
        return scores;
      },
      (epoch) => {
        last = epoch;
      },
    );
    // Narrowing does not see the assignment in the callback.
    const kept = best as { epoch: number; weights: NamedTensor[] } | null;
    if (this.#plan.stop.signal.aborted) {
      if (kept && kept.epoch !== last) {
        model.vae.parameters.write(kept.weights);
        await this.#journal.write({
          kept: {
            epoch: kept.epoch,
            reason: `stopped in epoch ${last + 1}; epoch ${kept.epoch} had the best held-out R²`,
          },
        });
        await this.#journal.warn(
          `Stopped early: the weights are those of epoch ${kept.epoch}, chosen by held-out R², which makes the scores a little too good.`,
        );
      }
      if (evaluated !== (kept?.epoch ?? -1) || kept?.epoch !== last) await evaluate(kept?.epoch ?? last);
    }
    await this.#writeWeights(model);
  }

  /** The model of all samples: latents and weights, no scores. */
  async everyone(model: StageModel): Promise<void> {
    const write = async (): Promise<null> => {
      await this.#writeLatents(await model.latents());
      await this.#journal.evaluated({});
      return null;
    };
    await this.#epochs(model, write);
    if (this.#plan.stop.signal.aborted) await write();
    await this.#writeWeights(model);
  }

  /** The model that holds out one fold; scored with the others once it is complete. */
  async fold(model: StageModel, pooled: HeldOutScores, classification: BlockScore[][]): Promise<void> {
    await this.#epochs(model, async () => (await model.score(false)).scores());
    if (this.#plan.stop.signal.aborted) return;
    await model.scoreInto(pooled);
    classification.push(this.#classify(model, await model.latents()));
    await this.#writeScores(pooled, null, this.#plan.epochs, averageScores(classification));
  }

  /**
   * Fits a stage.
   * @param evaluate called at the first epoch, the last, and some between; its scores go into the history
   */
  async #epochs(
    model: StageModel,
    evaluate: (epoch: Epoch) => Promise<R2Scores | null>,
    every?: (epoch: number) => void,
  ): Promise<void> {
    const { epochs, stages, stop } = this.#plan;
    const { stage, step } = model;
    const interval = Math.ceil(epochs / EVALUATIONS);
    const training = { ...this.#study.training, epochs };
    for await (const epoch of fitEpochs({
      step,
      train: stage.train,
      stage: stage.index,
      training,
      signal: stop.signal,
    })) {
      const due = epoch.epoch === 1 || epoch.epoch === epochs || epoch.epoch % interval === 0;
      every?.(epoch.epoch);
      const scores = due ? await evaluate(epoch) : null;
      const entry = historyEntry(model, epoch, this.#journal.seconds, scores);
      await this.#journal.epoch(stage.title, entry, epochs, (stage.index * epochs + epoch.epoch) / (stages * epochs));
      if (due)
        await this.#journal.folder.writeCheckpoint(await model.checkpoint(), {
          stage: stage.index,
          epoch: epoch.epoch,
        });
      if (await stopRequested(this.#journal.folder.path)) stop.abort();
      if (stop.signal.aborted) return;
    }
  }

  #classify(model: StageModel, latents: readonly Latents[]): BlockScore[] {
    return model.label ? classifyStage(latents, model.label, model.stage) : [];
  }

  async #writeScores(
    scores: HeldOutScores,
    latents: readonly Latents[] | null,
    epoch: number,
    classification: Metrics['classification'],
  ): Promise<void> {
    const { folder } = this.#journal;
    const r2 = scores.scores();
    await folder.writeR2(r2);
    if (latents) await this.#writeLatents(latents);
    const predictions = scores.predictions(this.#dataset.cohort.sampleIds);
    if (predictions) await folder.writeTensors('predictions', predictions.tensors, predictions.metadata);
    await this.#journal.evaluated({ metrics: { epoch, r2: summary(r2, scores), classification } });
  }

  #writeLatents(latents: readonly Latents[]): Promise<void> {
    const { sampleIds } = this.#dataset.cohort;
    return this.#journal.folder.writeLatents({
      sampleIds,
      split: this.#plan.split,
      blocks: latents.map(latentBlock),
      labels: [],
    });
  }

  async #writeWeights(model: StageModel): Promise<void> {
    const { tensors, metadata } = await model.weights();
    await this.#journal.folder.writeTensors('weights', tensors, metadata);
  }
}

function historyEntry(
  { stage, step }: StageModel,
  epoch: Epoch,
  seconds: number,
  scores: R2Scores | null,
): HistoryEntry {
  const { paths, kl } = step.plan;
  return {
    stage: stage.index,
    epoch: epoch.epoch,
    loss: epoch.loss,
    reconstruction: paths.map(({ from, to }, p) => ({ from: from.join('+'), to, nll: epoch.reconstruction[p] })),
    kl: kl.map(({ posterior }, k) => ({ posterior: posterior.join('+'), value: epoch.kl[k] })),
    beta: epoch.beta,
    seconds: Math.round(seconds * 1000) / 1000,
    ...(scores && {
      r2: scores.pairs.map(({ source, target, r2 }) => ({ source, target, median: distributionOf(r2).median })),
    }),
  };
}

/** Summaries of every direction, and of each modality from itself. */
function summary({ pairs, targets }: R2Scores, scores: HeldOutScores): Metrics['r2'] {
  const all = [
    ...pairs.map(({ source, target, r2 }) => ({ source, target, r2 })),
    ...targets.map(({ name, self }) => ({ source: name, target: name, r2: self })),
  ];
  return all.map(({ source, target, r2 }) => ({
    source,
    target,
    samples: scores.samples(source, target),
    ...distributionOf(r2),
  }));
}

/** One number for "best": the mean over directions of the median R². */
function meanOfMedians({ pairs }: R2Scores): number {
  const score = mean(
    pairs.filter(({ source }) => source !== 'all').map(({ r2 }) => distributionOf(r2).median ?? Number.NaN),
  );
  return Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
}
