import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../src/engine/engine.ts';
import { makeProgram } from '../../src/engine/execution.ts';
import { GraphProgram } from '../../src/engine/graph/graphProgram.ts';
import type { Placement, Program, Recipe } from '../../src/engine/program.ts';
import { LATENTS, PREDICT } from '../../src/model/recipe.ts';
import { BATCH, callAll, SAMPLES, smallRecipe, someSteps, stateOf, type Wish } from './smallRecipe.ts';

const WORKLOAD = { steps: 100, stepsPerEpoch: 3, modalities: 2, flops: 0 };
/** More rows than one call takes, and not in order. */
const ROWS = Int32Array.from({ length: SAMPLES }, (_, i) => (i * 7) % SAMPLES);

beforeAll(async () => {
  await loadEngine('tensorflow');
});

function loaded(recipe: Recipe, placement: Placement = 'resident'): GraphProgram {
  const program = new GraphProgram(recipe, 1, placement);
  program.load(recipe);
  return program;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What a program made of a recipe knows and predicts after some steps, a batch that is not full among them. */
async function outcome(placement: Placement, wish: Wish) {
  const { recipe, vae } = smallRecipe(wish);
  const program = loaded(recipe, placement);
  program.train(someSteps(recipe, 1));
  program.train(someSteps(recipe, 1, { first: 1, samples: 3 }));
  const between = await callAll(program, PREDICT, ROWS);
  program.train(someSteps(recipe, 1, { first: 2 }));
  const results = {
    state: await stateOf(program),
    between,
    predictions: await callAll(program, PREDICT, ROWS),
    latents: await callAll(program, LATENTS, ROWS),
  };
  program.dispose();
  vae.dispose();
  return results;
}

describe('streamed data', () => {
  const WISHES: Wish[] = [{}, { modalities: 3, missing: true, label: true }];

  it.each(WISHES)('gives what resident data give, to the byte: %j', async (wish) => {
    const expected = await outcome('resident', wish);
    expect(expected.predictions).toHaveLength(3);
    expect(await outcome('streamed', wish)).toEqual(expected);
  });

  it('is refused by a loop of steps', () => {
    const { recipe, vae } = smallRecipe();
    expect(() => new GraphProgram(recipe, 2, 'streamed')).toThrow('resident data only');
    vae.dispose();
  });
});

describe('a program’s state', () => {
  it('goes out and comes back: training on repeats to the byte, in the same program and in a new one', async () => {
    const { recipe, vae } = smallRecipe({ missing: true });
    const program = loaded(recipe);
    for (let k = 0; k < 3; k++) program.train(someSteps(recipe, 1, { first: k }));
    const saved = await stateOf(program);
    expect(saved.adam.steps).toBe(3);
    const on = async (one: Program) => {
      one.train(someSteps(recipe, 1, { first: 3 }));
      one.train(someSteps(recipe, 1, { first: 4 }));
      return stateOf(one);
    };
    const expected = await on(program);
    expect(expected.weights).not.toEqual(saved.weights);

    const other = loaded(recipe);
    for (const one of [program, other]) {
      one.write(saved.weights);
      one.restoreAdam(saved.adam);
      expect(await one.read()).toEqual(saved.weights);
      expect(await one.adam()).toEqual(saved.adam);
      expect(await on(one)).toEqual(expected);
      one.dispose();
    }
    vae.dispose();
  });

  it('does not change with the arrays that it was given or that it gave', async () => {
    const { recipe, vae } = smallRecipe();
    const program = loaded(recipe);
    const given = (await program.read()).map((values) => values.fill(0.25));
    program.write(given);
    program.train(someSteps(recipe, 1));
    expect(given.every((values) => values.every((value) => value === 0.25))).toBe(true);
    const before = await program.read();
    for (const values of await program.read()) values.fill(Number.NaN);
    expect(await program.read()).toEqual(before);
    program.dispose();
    vae.dispose();
  });

  it('holds on to no array of ours: let go by one of TensorFlow’s threads, it would crash the process', async () => {
    const { recipe, vae } = smallRecipe({ modalities: 3 });
    const program = loaded(recipe);
    const given: WeakRef<Float32Array>[] = [];
    const fresh = () =>
      recipe.variables.map(({ size }) => {
        const values = new Float32Array(size);
        given.push(new WeakRef(values));
        return values;
      });
    program.write(fresh());
    program.restoreAdam({ m: fresh(), v: fresh(), steps: 0 });
    // A weak reference holds until the end of the current job.
    await setImmediate();
    collectGarbage();
    expect(given.filter((one) => one.deref())).toEqual([]);
    program.dispose();
    vae.dispose();
  });

  it('counts what is reported by samples, and from nought once it was taken', async () => {
    const { recipe, vae } = smallRecipe();
    const first = loaded(recipe);
    first.train(someSteps(recipe, 1));
    const once = await first.takeTotals();
    expect(once.every((value) => value > 0)).toBe(true);
    expect(await first.takeTotals()).toEqual(new Float32Array(recipe.terms));
    first.load(recipe);
    first.train(someSteps(recipe, 1));
    first.train(someSteps(recipe, 1, { first: 1, samples: 1 }));
    const both = await first.takeTotals();
    first.load(recipe);
    first.train(someSteps(recipe, 1));
    expect(await first.takeTotals()).toEqual(once);
    first.train(someSteps(recipe, 1, { first: 1, samples: 1 }));
    const second = await first.takeTotals();
    both.forEach((sum, i) => {
      expect(sum / (once[i] + second[i])).toBeCloseTo(1, 5);
    });
    first.dispose();
    vae.dispose();
  });
});

describe('another recipe', () => {
  it('of the same form, once loaded, is as in a new program', async () => {
    const one = smallRecipe({ seed: 1 });
    const two = smallRecipe({ seed: 2 });
    const used = loaded(one.recipe);
    used.train(someSteps(one.recipe, 1));
    expect(makeProgram(two.recipe, 'graph', WORKLOAD, used)).toBe(used);
    const fresh = loaded(two.recipe);
    for (const program of [used, fresh]) {
      program.train(someSteps(two.recipe, 1));
      program.train(someSteps(two.recipe, 1, { first: 1 }));
    }
    expect(await callAll(used, PREDICT, ROWS)).toEqual(await callAll(fresh, PREDICT, ROWS));
    expect(await stateOf(used)).toEqual(await stateOf(fresh));
    used.dispose();
    fresh.dispose();
    one.vae.dispose();
    two.vae.dispose();
  });

  it('of another form is refused, and gets a program of its own', () => {
    const one = smallRecipe();
    const two = smallRecipe({ modalities: 3 });
    const program = loaded(one.recipe);
    expect(() => program.load(two.recipe)).toThrow('another form');
    const other = makeProgram(two.recipe, 'graph', WORKLOAD, program);
    expect(other).not.toBe(program);
    other.dispose();
    one.vae.dispose();
    two.vae.dispose();
  });
});

it('takes a batch filled up with rows of weight 0 for the smaller batch', async () => {
  const [filled, small] = await Promise.all(
    [BATCH, 3].map(async (batch) => {
      const { recipe, vae } = smallRecipe({ batch, missing: true, label: true });
      const program = loaded(recipe);
      program.train(someSteps(recipe, 1, { samples: 3 }));
      const { adam, totals } = await stateOf(program);
      program.dispose();
      vae.dispose();
      return [totals, ...adam.m];
    }),
  );
  filled.forEach((values, i) => {
    const largest = small[i].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    values.forEach((value, k) => {
      expect(Math.abs(value - small[i][k])).toBeLessThanOrEqual(1e-5 * largest);
    });
  });
});

it('keeps its memory over thousands of steps', async () => {
  const { recipe, vae } = smallRecipe({ features: 20 });
  const program = loaded(recipe);
  const steps = someSteps(recipe, 1);
  const train = (count: number): number => {
    for (let k = 0; k < count; k++) program.train(steps);
    return process.memoryUsage.rss();
  };
  const before = train(1500);
  const tensors = tf.memory().numTensors;
  expect(train(3000) / before).toBeLessThan(1.05);
  expect(tf.memory().numTensors).toBe(tensors);
  program.dispose();
  vae.dispose();
});
