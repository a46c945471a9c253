import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EagerProgram } from '../../src/engine/eagerProgram.ts';
import { loadEngine } from '../../src/engine/engine.ts';
import { type Execution, makeProgram, placementFor } from '../../src/engine/execution.ts';
import { GraphProgram } from '../../src/engine/graph/graphProgram.ts';
import type { Program, Recipe } from '../../src/engine/program.ts';
import { denseRows } from '../../src/engine/rows.ts';
import type { MultimodalVae } from '../../src/model/multimodalVae.ts';
import { smallRecipe, someSteps, stateOf } from './smallRecipe.ts';

/** Tables of 256 numbers, all together, are resident on a machine of 4 KiB. */
vi.mock('node:os', async (original) => ({ ...(await original<object>()), totalmem: () => 4096 }));

const WORKLOAD = { steps: 1e6, stepsPerEpoch: 3, modalities: 2, flops: 0 };

let recipe: Recipe;
let vae: MultimodalVae;

beforeAll(async () => {
  await loadEngine('tensorflow');
});
beforeEach(() => {
  ({ recipe, vae } = smallRecipe());
});
afterEach(() => vae.dispose());

/** Makes a program, looks at it after some steps, and disposes of it. */
async function trained(program: Program, from: Recipe, calls: readonly number[]) {
  let first = 0;
  for (const count of calls) {
    program.train(someSteps(from, count, { first }));
    first += count;
  }
  const { note, stepsAtOnce } = program;
  const state = await stateOf(program);
  program.dispose();
  return { note, stepsAtOnce, state };
}

describe('the data', () => {
  const wide = (columns: number, name = 'wide') => ({ name, ...denseRows(new Float32Array(16 * columns), columns) });

  it('live on the engine while all tables together fit', () => {
    const place = (...tables: Recipe['tables']) => placementFor({ ...recipe, rows: 16, tables });
    expect(place(wide(16))).toBe('resident');
    expect(place(wide(17))).toBe('streamed');
    expect(place(wide(8), wide(8, 'other'))).toBe('resident');
    expect(place(wide(8), wide(8, 'other'), wide(1, 'mask'))).toBe('streamed');
  });

  it.each<Execution>(['graph', 'xla'])('are fed where they do not, and not to XLA: %s', async (execution) => {
    const large = smallRecipe({ features: 20 });
    const program = await trained(makeProgram(large.recipe, execution, WORKLOAD), large.recipe, [1]);
    expect(program).toMatchObject({ note: 'one captured graph, fed batch by batch', stepsAtOnce: 1 });
    large.vae.dispose();
  });
});

describe('the loop that XLA compiles', () => {
  it('takes as many steps as it is given, and ends where the graph ends', async () => {
    const graph = await trained(makeProgram(recipe, 'graph', WORKLOAD), recipe, [1, 1, 1, 1, 1]);
    const loop = await trained(makeProgram(recipe, 'xla', WORKLOAD), recipe, [3, 2]);
    expect(loop.note).toBe('one captured graph, compiled by XLA');
    expect(loop.stepsAtOnce).toBe(3);
    expect(loop.state.adam.steps).toBe(5);
    const pairs = [
      [loop.state.totals, graph.state.totals],
      ...loop.state.weights.map((values, i) => [values, graph.state.weights[i]]),
    ];
    for (const [values, expected] of pairs) {
      values.forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected[i])));
      });
    }
  });

  it('gives way to the plain graph for an operation whose result it cannot name', async () => {
    const step: Recipe['step'] = (tables, weight, noise, annealed) => {
      const { loss, terms } = recipe.step(tables, weight, noise, annealed);
      return { loss: tf.add(loss, tf.sin(loss)), terms };
    };
    const odd: Recipe = { ...recipe, key: 'odd', step };
    expect(() => new GraphProgram(odd, 3)).toThrow('the result of Sin has no known name');
    const program = await trained(makeProgram(odd, 'xla', WORKLOAD), odd, [1]);
    expect(program).toMatchObject({ note: 'one captured graph', stepsAtOnce: 1 });
    const { state } = await trained(new EagerProgram(odd), odd, [1]);
    program.state.totals.forEach((value, i) => {
      expect(value / state.totals[i]).toBeCloseTo(1, 5);
    });
  });
});
