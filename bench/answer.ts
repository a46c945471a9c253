import { createInterface } from 'node:readline';
import type { Program } from '../src/engine/program.ts';
import type { LossPlan } from '../src/model/lossPlan.ts';
import { fitEpochs } from '../src/trainer/fitEpochs.ts';

export const LEARNING_RATE = 1e-3;

/** What is asked about. */
export interface Contest {
  readonly program: Program;
  readonly plan: LossPlan;
  /** row numbers of the training samples */
  readonly train: Int32Array;
  readonly batch: number;
  /** of the check batch, which is the first training samples: [batch · noise] */
  readonly noise: Float32Array;
}

/**
 * Answers on stdout what is asked on stdin, as the peers do: "loss", first, the loss on the check batch; a number, so many
 * steps of our own training loop and the milliseconds that each took.
 */
export async function answer({ program, plan, train, batch, noise }: Contest): Promise<void> {
  const epochs = fitEpochs({
    program,
    plan,
    batch,
    train,
    stage: 0,
    training: {
      seed: 0,
      epochs: Number.MAX_SAFE_INTEGER,
      batchSize: batch,
      learningRate: LEARNING_RATE,
      beta: 1,
      alpha: 0,
    },
    extremes: new Map(),
    signal: new AbortController().signal,
  });
  const stepsPerEpoch = Math.ceil(train.length / batch);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'loss') {
      say({ loss: await checkedLoss(program, train.slice(0, batch), noise) });
      continue;
    }
    // Whole epochs: our loop pauses between them only.
    const count = Math.ceil(Number(line) / stepsPerEpoch);
    const start = performance.now();
    for (let k = 0; k < count; k++) await epochs.next();
    say({ ms: (performance.now() - start) / (count * stepsPerEpoch) });
  }
}

/** The loss of some samples before a step on them. */
async function checkedLoss(program: Program, rows: Int32Array, noise: Float32Array): Promise<number> {
  const batch = rows.length;
  program.train({
    count: 1,
    rows,
    weights: new Float32Array(batch).fill(1 / batch),
    samples: [batch],
    noise,
    annealed: [1, 0],
  });
  const [loss] = await program.takeTotals();
  return loss / batch;
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
