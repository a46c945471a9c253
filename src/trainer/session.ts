import { setImmediate as breathe } from 'node:timers/promises';
import { type Checkpoint, writeCheckpoint } from '../run/checkpoint.ts';
import type { R2Scores } from '../run/runData.ts';
import type { Metrics } from '../run/runFile.ts';
import { stopRequested } from '../run/stopRequest.ts';
import type { ResolvedStudy } from '../run/study.ts';
import type { Dataset } from './data/dataset.ts';
import { after, fitEpochs } from './fitEpochs.ts';
import type { Journal } from './journal.ts';
import { averageScores, type BlockScore, classifyStage } from './scores/classify.ts';
import { dimensionsOf } from './scores/dimensions.ts';
import { type HeldOutScores, MOST_KEPT_BYTES } from './scores/heldOutScores.ts';
import { type Latents, latentBlock } from './scores/latents.ts';
import { loadingsOf } from './scores/loadings.ts';
import { reconstructionErrors } from './scores/reconstruction.ts';
import { addRidgeBaseline } from './scores/ridgeBaseline.ts';
import { withStatistics } from './scores/statistics.ts';
import { historyEntry, meanOfMedians, summary } from './scores/summaries.ts';
import type { StageModel } from './stageModel.ts';
import { type Best, fromTheStart, restore, type Standing, takeCheckpoint } from './standing.ts';

/** Evaluations that one stage makes while it trains: enough to watch, few enough not to slow it down. */
const EVALUATIONS = 25;
/** What people watch, and the checkpoint, are written at most this often; how a stage ends, always. */
const PUBLISH_MS = 250;
/** Part of the time that classifiers may take while a stage trains: with many classes and dimensions one takes seconds. */
const CLASSIFYING_SHARE = 0.05;
/** Stop requests are looked for this often, and after every epoch. */
const LISTEN_MS = 100;
/** Predictions up to this size are kept and written at every evaluation, larger ones at the end. */
const MOST_LIVE_BYTES = 16 * 2 ** 20;

export interface Plan {
  readonly stages: number;
  /** of each sample, as latents.csv names it */
  readonly split: readonly string[];
  /** of stages that an earlier process began, by number */
  readonly checkpoints: ReadonlyMap<number, Checkpoint>;
  readonly stop: AbortController;
}

/** The three kinds of stage, and what each writes. */
export class Session {
  readonly #study: ResolvedStudy;
  readonly #dataset: Dataset;
  readonly #journal: Journal;
  readonly #plan: Plan;
  #published = Number.NEGATIVE_INFINITY;
  #classifyAgain = Number.NEGATIVE_INFINITY;
  #classification: BlockScore[] = [];
  /** or before */
  #stoppedInTraining: boolean;
  /** of the model whose latents are those of the run */
  #dimensions: Metrics['dimensions'] = [];

  constructor(study: ResolvedStudy, dataset: Dataset, journal: Journal, plan: Plan) {
    this.#study = study;
    this.#dataset = dataset;
    this.#journal = journal;
    this.#plan = plan;
    this.#stoppedInTraining = plan.stop.signal.aborted;
  }

  get #stopped(): boolean {
    return this.#plan.stop.signal.aborted;
  }

  /** One model, scored while it trains on the samples held out. Stopped early, it goes back to its best evaluation. */
  async holdOut(model: StageModel): Promise<void> {
    const { epochs } = this.#study.training;
    const standing = this.#takeUp(model);
    const publish = async (scores: HeldOutScores, epoch: number): Promise<void> => {
      const latents = await model.latents();
      await this.#writeLatents(latents);
      await this.#writeScores(scores, scores.scores(), epoch, this.#classifyAtTimes(model, latents));
    };
    await this.#epochs(model, standing, async (epoch, publishing) => {
      const evaluation = await model.score({ keep: MOST_LIVE_BYTES, explain: false });
      if (publishing) await publish(evaluation, epoch);
      const scores = evaluation.scores();
      const score = meanOfMedians(scores);
      if (score >= (standing.best?.score ?? Number.NEGATIVE_INFINITY)) {
        standing.best = { epoch, score, weights: await model.program.read() };
      }
      return scores;
    });
    if (this.#stopped && standing.best) await this.#goBack(model, standing.best, standing.position.epoch);
    // What follows can be stopped as well, and the model is then still the same.
    const shown = this.#stopped ? (standing.best?.epoch ?? 0) : epochs;
    const scores = await model.score({ keep: MOST_KEPT_BYTES, explain: true });
    await this.#addBaseline(model, scores);
    const latents = await this.#describe(model);
    await this.#conclude(scores, shown, this.#classify(model, latents));
  }

  /** The model of all samples: latents and weights, no scores. */
  async everyone(model: StageModel): Promise<void> {
    const write = async (): Promise<null> => {
      await this.#writeLatents(await model.latents());
      await this.#journal.evaluated({});
      return null;
    };
    await this.#epochs(model, this.#takeUp(model), async (_, publishing) => (publishing ? write() : null));
    await this.#describe(model);
  }

  /** The model that holds out one fold; scored with the others once it is complete. */
  async fold(model: StageModel, pooled: HeldOutScores, classification: BlockScore[][]): Promise<void> {
    const { epochs } = this.#study.training;
    const standing = this.#takeUp(model);
    await this.#epochs(model, standing, async () => (await model.score({ keep: 0, explain: false })).scores());
    if (standing.position.epoch < epochs) return;
    await model.scoreInto(pooled);
    await this.#addBaseline(model, pooled);
    classification.push(this.#classify(model, await model.latents()));
    await this.#writeScores(pooled, pooled.scores(), epochs, averageScores(classification));
  }

  /** Once the last fold is scored. */
  async folds(pooled: HeldOutScores, classification: readonly BlockScore[][]): Promise<void> {
    await this.#conclude(pooled, this.#study.training.epochs, averageScores(classification));
  }

  /** Every epoch of this stage was over before the run was taken up: only its scores are made again. */
  isTrained(stage: number): boolean {
    return this.#plan.checkpoints.get(stage)?.state.epoch === this.#study.training.epochs;
  }

  #takeUp(model: StageModel): Standing {
    const checkpoint = this.#plan.checkpoints.get(model.stage.index);
    return checkpoint ? restore(model, checkpoint) : fromTheStart();
  }

  /**
   * Fits a stage from where it stands until it is over or stopped.
   * @param evaluate called at the first epoch, the last, and some between, and told whether to write what it finds; its
   * scores go into the history
   */
  async #epochs(
    model: StageModel,
    standing: Standing,
    evaluate: (epoch: number, publishing: boolean) => Promise<R2Scores | null>,
  ): Promise<void> {
    const { stages, stop } = this.#plan;
    const { training } = this.#study;
    const { epochs } = training;
    const { stage, program, plan, extremes } = model;
    const { batch } = model.job;
    const { path } = this.#journal.folder;
    const before = this.#stopped;
    const interval = Math.ceil(epochs / EVALUATIONS);
    const save = async (): Promise<void> => {
      const { warnings } = this.#journal.record;
      await writeCheckpoint(path, stage.index, await takeCheckpoint(model, standing, { epochs, warnings }));
    };
    const fit = {
      program,
      plan,
      batch,
      train: stage.train,
      stage: stage.index,
      training,
      extremes,
      signal: stop.signal,
    };
    // An epoch of large data takes longer than anybody wants to wait.
    const listening = setInterval(() => {
      void stopRequested(path).then((asked) => {
        if (asked) stop.abort();
      });
    }, LISTEN_MS);
    try {
      const fitting = fitEpochs(fit, standing.position);
      let pause = await fitting.next();
      for (; !pause.done; pause = await fitting.next()) {
        const terms = pause.value;
        const { epoch } = terms;
        const due = epoch === 1 || epoch === epochs || epoch % interval === 0;
        const publishing = due && (epoch === epochs || performance.now() - this.#published >= PUBLISH_MS);
        const scores = due ? await evaluate(epoch, publishing) : null;
        if (publishing) this.#published = performance.now();
        const entry = historyEntry(model, terms, this.#journal.seconds, scores);
        await this.#journal.epoch(stage.title, entry, epochs, (stage.index * epochs + epoch) / (stages * epochs));
        standing.position = after(epoch);
        if (publishing) await save();
        if (await stopRequested(path)) stop.abort();
      }
      standing.position = pause.value;
    } finally {
      clearInterval(listening);
    }
    if (!this.#stopped) return;
    this.#stoppedInTraining ||= !before;
    await save();
  }

  /** Shows the best evaluation. Training goes on from the checkpoint, not from here, where the run is taken up again. */
  async #goBack(model: StageModel, best: Best, reached: number): Promise<void> {
    model.program.write(best.weights);
    if (best.epoch === reached) return;
    const reason = `stopped after epoch ${reached}; epoch ${best.epoch} had the best held-out R²`;
    await this.#journal.write({ kept: { epoch: best.epoch, reason } });
    await this.#journal.warn(
      `Stopped early: the weights are those of epoch ${best.epoch}, chosen by held-out R², which makes the scores a little too good.`,
    );
  }

  /** The model of the run: its latents, weights, loadings, and how well it rebuilds each sample. */
  async #describe(model: StageModel): Promise<Latents[]> {
    const latents = await model.latents();
    this.#dimensions = dimensionsOf(latents);
    await this.#writeLatents(latents);
    await this.#writeWeights(model);
    const { folder } = this.#journal;
    await folder.writeLoadings(await loadingsOf(model, latents));
    await folder.writeErrors(this.#dataset.cohort.sampleIds, await reconstructionErrors(model, latents));
    return latents;
  }

  async #addBaseline(model: StageModel, scores: HeldOutScores): Promise<void> {
    if (!scores.keepsPredictions) return;
    this.#journal.status(`Ridge regression, to compare with (${model.stage.title})`);
    await addRidgeBaseline(scores, model, () => this.#goOn());
  }

  /** Final scores, and how far each can be trusted. */
  async #conclude(scores: HeldOutScores, epoch: number, classification: Metrics['classification']): Promise<void> {
    const names = [...new Set(this.#plan.split)];
    const fold = scores.rows.map((row) => names.indexOf(this.#plan.split[row]));
    if (scores.keepsPredictions) this.#journal.status('Bootstrap intervals and permutation null');
    const r2 = await withStatistics(scores, fold, this.#study.training.seed, () => this.#goOn());
    await this.#writeScores(scores, r2, epoch, classification);
    if (!scores.keepsPredictions) {
      await this.#journal.warn(
        'There are no intervals, p-values and verdicts: they take all held-out predictions at once, which are more than 1 GB. Keep fewer features with "topVariance".',
      );
    } else if (this.#stopped && !this.#stoppedInTraining) {
      await this.#journal.warn('Stopped before intervals and p-values of every direction were known.');
    }
  }

  /** Whether to go on with what follows training: until somebody stops that. Stopped in training, a run gets it all. */
  async #goOn(): Promise<boolean> {
    await breathe();
    if (await stopRequested(this.#journal.folder.path)) this.#plan.stop.abort();
    return !this.#stopped || this.#stoppedInTraining;
  }

  /** For those who watch: the latest scores, or new ones where they take a small part of the time. */
  #classifyAtTimes(model: StageModel, latents: readonly Latents[]): BlockScore[] {
    const begun = performance.now();
    if (begun >= this.#classifyAgain) {
      this.#classification = this.#classify(model, latents);
      const now = performance.now();
      this.#classifyAgain = now + (now - begun) / CLASSIFYING_SHARE;
    }
    return this.#classification;
  }

  #classify(model: StageModel, latents: readonly Latents[]): BlockScore[] {
    return model.job.label ? classifyStage(latents, model.job.label, model.stage) : [];
  }

  async #writeScores(
    scores: HeldOutScores,
    r2: R2Scores,
    epoch: number,
    classification: Metrics['classification'],
  ): Promise<void> {
    const { folder } = this.#journal;
    await folder.writeR2(r2);
    const kept = scores.predictions(this.#dataset.cohort.sampleIds);
    if (kept) await folder.writeTensors('predictions', kept.tensors, kept.metadata);
    const dimensions = this.#dimensions;
    await this.#journal.evaluated({ metrics: { epoch, r2: summary(r2, scores), classification, dimensions } });
  }

  #writeLatents(latents: readonly Latents[]): Promise<void> {
    const { sampleIds } = this.#dataset.cohort;
    const blocks = latents.map(latentBlock);
    return this.#journal.folder.writeLatents({ sampleIds, split: this.#plan.split, blocks });
  }

  async #writeWeights(model: StageModel): Promise<void> {
    const { tensors, metadata } = await model.weights();
    await this.#journal.folder.writeTensors('weights', tensors, metadata);
  }
}
