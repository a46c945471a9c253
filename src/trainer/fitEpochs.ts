import { setImmediate as breathe } from 'node:timers/promises';
import type { Program, Steps } from '../engine/program.ts';
import { Random } from '../math/random.ts';
import type { LossPlan } from '../model/lossPlan.ts';
import type { ResolvedStudy } from '../run/study.ts';
import { UserError } from '../run/userError.ts';

const SHUFFLE_STREAM = 2;
const NOISE_STREAM = 3;

/** One epoch of one stage; losses are means over its samples, in nats. */
export interface Epoch {
  readonly epoch: number;
  readonly beta: number;
  readonly loss: number;
  /** in the order of plan.paths */
  readonly reconstruction: Float32Array;
  /** in the order of plan.kl */
  readonly kl: Float32Array;
}

/** How far a stage has come. */
export interface Position {
  /** epochs that are over */
  readonly epoch: number;
  /** steps taken of the next one */
  readonly step: number;
  /** what those steps reported, summed; empty where there are none */
  readonly totals: Float32Array;
}

const NOTHING = new Float32Array();

/** The position between two epochs. */
export function after(epoch: number): Position {
  return { epoch, step: 0, totals: NOTHING };
}

/** What is being fitted. The model keeps its weights between epochs, so it can be looked at whenever the fit pauses. */
export interface Fit {
  readonly program: Program;
  readonly plan: LossPlan;
  /** samples in a step */
  readonly batch: number;
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

/** β or α in an epoch, 1 … epochs: linear between its two ends (β by Märtens & Yau: 1e-5 to 1). */
function courseAt(course: number | { from: number; to: number }, epoch: number, epochs: number): number {
  if (typeof course === 'number') return course;
  if (epochs === 1) return course.to;
  return course.from + ((course.to - course.from) * (epoch - 1)) / (epochs - 1);
}

/**
 * Fits a model from a position on, and pauses after every epoch. Order and noise come from (seed, stage, epoch or step)
 * alone. Ends early, between two steps, when the signal is aborted; an epoch that was cut short is not reported.
 * @returns where training stands now
 * @throws UserError where the loss is no longer a number
 */
export async function* fitEpochs(fit: Fit, from: Position = after(0)): AsyncGenerator<Epoch, Position> {
  const { program, plan, train, batch, stage, training, extremes, signal } = fit;
  const { seed, epochs, learningRate } = training;
  const stepsPerEpoch = Math.ceil(train.length / batch);
  let { step, totals: carried } = from;
  const totals = async (): Promise<Float32Array> =>
    (await program.takeTotals()).map((sum, i) => sum + (carried[i] ?? 0));
  for (let epoch = from.epoch + 1; epoch <= epochs; epoch++) {
    const beta = courseAt(training.beta, epoch, epochs);
    const alpha = courseAt(training.alpha, epoch, epochs);
    const order = new Random(seed, SHUFFLE_STREAM, stage, epoch).permutation(train.length).map((i) => train[i]);
    for (; step < stepsPerEpoch; step += program.stepsAtOnce) {
      await breathe();
      if (signal.aborted) return { epoch: epoch - 1, step, totals: await totals() };
      const count = Math.min(program.stepsAtOnce, stepsPerEpoch - step);
      const rows = order.subarray(step * batch, (step + count) * batch);
      const first = (epoch - 1) * stepsPerEpoch + step;
      const noise = (k: number): Float32Array =>
        new Random(seed, NOISE_STREAM, stage, first + k).normals(batch * plan.noiseWidth);
      program.train(stepsOf(rows, { count, batch, annealed: [beta, alpha], noise, width: plan.noiseWidth }));
    }
    const [loss, ...terms] = (await totals()).map((sum) => sum / train.length);
    if (!Number.isFinite(loss)) throw new UserError(diverged(epoch, learningRate, extremes));
    step = 0;
    carried = NOTHING;
    const paths = plan.paths.length;
    yield {
      epoch,
      beta,
      loss,
      reconstruction: Float32Array.from(terms.slice(0, paths)),
      kl: Float32Array.from(terms.slice(paths)),
    };
  }
  return after(epochs);
}

/** Consecutive minibatches of an order; one that is not full is filled up with a row of weight 0. */
function stepsOf(
  order: Int32Array,
  {
    count,
    batch,
    annealed,
    noise,
    width,
  }: { count: number; batch: number; annealed: number[]; width: number; noise: (step: number) => Float32Array },
): Steps {
  const rows = new Int32Array(count * batch);
  const weights = new Float32Array(count * batch);
  const draws = new Float32Array(count * batch * width);
  const samples: number[] = [];
  rows.set(order);
  for (let k = 0; k < count; k++) {
    const size = Math.min(batch, order.length - k * batch);
    weights.fill(1 / size, k * batch, k * batch + size);
    draws.set(noise(k), k * batch * width);
    samples.push(size);
  }
  return { count, rows, weights, samples, noise: draws, annealed };
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
