import { setImmediate as breathe } from 'node:timers/promises';
import { Random } from '../math/random.ts';
import type { EpochTerms, TrainingStep } from '../model/trainingStep.ts';
import type { ResolvedStudy } from '../run/study.ts';
import { UserError } from '../run/userError.ts';

const SHUFFLE_STREAM = 2;
const NOISE_STREAM = 3;

/** One epoch of one stage. */
export interface Epoch extends EpochTerms {
  readonly epoch: number;
  readonly beta: number;
}

/** What is being fitted. The model keeps its weights between epochs, so it can be looked at whenever the fit pauses. */
export interface Fit {
  readonly step: TrainingStep;
  /** row numbers of the training samples */
  readonly train: Int32Array;
  /** number of the stage: each has its own order and noise */
  readonly stage: number;
  readonly training: ResolvedStudy['training'];
  /** largest absolute value of each modality, after its transforms */
  readonly extremes: ReadonlyMap<string, number>;
  /** looked at between steps */
  readonly signal: AbortSignal;
}

/** β of an epoch, 1 … epochs: linear between its two ends (Märtens & Yau: 1e-5 to 1). */
export function betaAt({ beta, epochs }: ResolvedStudy['training'], epoch: number): number {
  if (typeof beta === 'number') return beta;
  if (epochs === 1) return beta.to;
  return beta.from + ((beta.to - beta.from) * (epoch - 1)) / (epochs - 1);
}

/**
 * Fits a model, and pauses after every epoch. Order and noise come from (seed, stage, epoch or step) alone.
 * Ends early, between two steps, when the signal is aborted; an epoch that was cut short is not reported.
 * @throws UserError where the loss is no longer a number
 */
export async function* fitEpochs({ step, train, stage, training, extremes, signal }: Fit): AsyncGenerator<Epoch> {
  const { seed, batchSize, epochs, learningRate } = training;
  let steps = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const beta = betaAt(training, epoch);
    const order = new Random(seed, SHUFFLE_STREAM, stage, epoch).permutation(train.length).map((i) => train[i]);
    for (let from = 0; from < order.length; from += batchSize) {
      const rows = order.subarray(from, from + batchSize);
      const noise = new Random(seed, NOISE_STREAM, stage, steps++).normals(rows.length * step.plan.noiseWidth);
      step.run(rows, noise, beta);
      await breathe();
      if (signal.aborted) return;
    }
    const terms = await step.report();
    if (!Number.isFinite(terms.loss)) throw new UserError(diverged(epoch, learningRate, extremes));
    yield { epoch, beta, ...terms };
  }
}

/** A value this far out, on a scale where most lie within 3 of 0, breaks training by itself. */
const EXTREME = 1e3;

/** Where to look, and what to do. */
function diverged(epoch: number, learningRate: number, extremes: ReadonlyMap<string, number>): string {
  const [name, size] = [...extremes].reduce((worst, entry) => (entry[1] > worst[1] ? entry : worst));
  const remedy =
    size > EXTREME
      ? `After its transforms the modality "${name}" holds values as large as ${size.toPrecision(2)}: look for a wrong cell, or add "standardize" to its transform.`
      : `The data look sound, so the step was too large: lower the learning rate (now ${learningRate}) with --lr, or training.learningRate.`;
  return `Training broke in epoch ${epoch}: the loss is no longer a finite number. ${remedy}`;
}
