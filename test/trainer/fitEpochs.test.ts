import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Program, Steps } from '../../src/engine/program.ts';
import { type Epoch, fitEpochs, type Position } from '../../src/trainer/fitEpochs.ts';

const EPOCHS = 3;
const ROWS = 22;
const BATCH = 4;
const STEPS = Math.ceil(ROWS / BATCH);

/** Takes steps down, and reports for each sample its row number. */
function recorder(stepsAtOnce: number, taken: Steps[]): Program {
  let sum = 0;
  const unused = (): never => {
    throw new Error('not asked for');
  };
  return {
    note: '',
    stepsAtOnce,
    train: (steps) => {
      taken.push(steps);
      sum += steps.rows.reduce((total, row, i) => total + (steps.weights[i] > 0 ? row : 0), 0);
    },
    takeTotals: async () => {
      const totals = Float32Array.of(sum);
      sum = 0;
      return totals;
    },
    call: unused,
    read: unused,
    write: unused,
    adam: unused,
    restoreAdam: unused,
    dispose: unused,
  };
}

/** Fits until the signal has been looked at `looks` times. */
async function fitted(stepsAtOnce: number, looks: number, from?: Position) {
  const { signal } = new AbortController();
  let seen = 0;
  Object.defineProperty(signal, 'aborted', { get: () => seen++ >= looks });
  const taken: Steps[] = [];
  const epochs: Epoch[] = [];
  const fit = {
    program: recorder(stepsAtOnce, taken),
    plan: { paths: [], kl: [], draws: [], priorDraws: [], randomSubset: false, noiseWidth: 2 },
    batch: BATCH,
    train: Int32Array.from({ length: ROWS }, (_, i) => i),
    stage: 1,
    training: { epochs: EPOCHS, batchSize: BATCH, learningRate: 1, beta: { from: 0, to: 1 }, alpha: 0, seed: 7 },
    extremes: new Map<string, number>(),
    signal,
  };
  const fitting = fitEpochs(fit, from);
  for (;;) {
    const { done, value } = await fitting.next();
    if (done) return { taken, epochs, position: value };
    epochs.push(value);
  }
}

it('stopped between any two calls and taken up there, takes the same steps and reports the same epochs', async () => {
  const total = EPOCHS * STEPS;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: STEPS }), fc.nat(total), async (stepsAtOnce, looks) => {
      const whole = await fitted(stepsAtOnce, Number.POSITIVE_INFINITY);
      const first = await fitted(stepsAtOnce, looks);
      const rest = await fitted(stepsAtOnce, Number.POSITIVE_INFINITY, first.position);
      expect([...first.taken, ...rest.taken]).toEqual(whole.taken);
      expect([...first.epochs, ...rest.epochs]).toEqual(whole.epochs);
      expect(rest.position).toEqual({ epoch: EPOCHS, step: 0, totals: new Float32Array() });
    }),
  );
});
