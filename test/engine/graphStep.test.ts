import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BETA1 } from '../../src/engine/adam.ts';
import { EagerProgram } from '../../src/engine/eagerProgram.ts';
import { loadEngine } from '../../src/engine/engine.ts';
import { GraphProgram } from '../../src/engine/graph/graphProgram.ts';
import type * as loops from '../../src/engine/graph/xlaLoop.ts';
import type { Program, Recipe } from '../../src/engine/program.ts';
import { MODEL_NAMES } from '../../src/run/study.ts';
import { smallRecipe, someSteps, type Wish } from './smallRecipe.ts';

/** Compiling takes seconds a model: most cases run the same loop uncompiled. */
const xla = vi.hoisted(() => ({ compile: false }));

vi.mock('../../src/engine/graph/xlaLoop.ts', async (original) => {
  const { xlaLoop, ...others } = await original<typeof loops>();
  return {
    ...others,
    xlaLoop: (...args: Parameters<typeof xlaLoop>): loops.XlaLoop => {
      const { functions, call } = xlaLoop(...args);
      return {
        functions,
        call: { ...call, attributes: { ...call.attributes, _XlaMustCompile: { bool: xla.compile } } },
      };
    },
  };
});

beforeAll(async () => {
  await loadEngine('tensorflow');
});
beforeEach(() => {
  xla.compile = false;
});

/** What one step reports, and every gradient: after the first step of Adam m = (1 − β₁) g. */
async function firstStep(program: Program, recipe: Recipe): Promise<Float32Array[]> {
  program.train(someSteps(recipe, 1));
  const { m } = await program.adam();
  const terms = (await program.takeTotals()).map((sum) => sum / recipe.batch);
  program.dispose();
  return [terms, ...m.map((values) => values.map((value) => value / (1 - BETA1)))];
}

function loaded(recipe: Recipe, stepsAtOnce: number): GraphProgram {
  const program = new GraphProgram(recipe, stepsAtOnce);
  program.load(recipe);
  return program;
}

/** The largest difference, relative to the largest value. */
function difference(values: Float32Array, expected: Float32Array): number {
  const apart = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - values[i])), 0);
  return apart === 0 ? 0 : apart / expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Of the graph and of the loop, to the operations one by one: by what was reported, and by parameter. */
async function differences(wish: Wish) {
  const { recipe: whole, vae } = smallRecipe(wish);
  const recipe = { ...whole, functions: {} };
  const graph = await firstStep(loaded(recipe, 1), recipe);
  const loop = await firstStep(loaded(recipe, 3), recipe);
  // Last, as it trains the recipe's own variables.
  const expected = await firstStep(new EagerProgram(recipe), recipe);
  const names = ['terms', ...vae.parameters.names];
  vae.dispose();
  expect(expected).toHaveLength(names.length);
  return names.map((name, i) => ({
    name,
    graph: difference(graph[i], expected[i]),
    loop: difference(loop[i], expected[i]),
  }));
}

const ALIKE = 1e-5;

/** Half of the eight combinations, so that every two of the three come together in every way. */
const CASES = (
  [
    [2, false, false],
    [2, true, true],
    [3, false, true],
    [3, true, false],
  ] as const
).map(([modalities, missing, label]) => ({
  modalities,
  missing,
  label,
  name: `${modalities} modalities, ${missing ? 'some missing' : 'whole'}, ${label ? 'a' : 'no'} label`,
}));

describe.each(MODEL_NAMES)('a captured step of %s', (model) => {
  it.each(CASES)('does what its operations do one by one: $name', async ({ modalities, missing, label }) => {
    for (const { name, graph, loop } of await differences({ model, modalities, missing, label })) {
      expect(graph, `${name}, graph`).toBeLessThan(ALIKE);
      expect(loop, `${name}, loop`).toBeLessThan(ALIKE);
    }
  });

  it('does the same compiled by XLA', async () => {
    xla.compile = true;
    for (const { name, loop } of await differences({ model, missing: true, label: true })) {
      expect(loop, name).toBeLessThan(ALIKE);
    }
  });
});

describe('a captured step of other likelihoods', () => {
  it.each([
    ['laplace', false],
    ['bernoulli', false],
    ['poisson', false],
    ['negative-binomial', false],
    ['negative-binomial', true],
  ] as const)(
    'does what its operations do one by one: %s, compiled by XLA: %s',
    async (likelihood, compiled) => {
      xla.compile = compiled;
      for (const { name, graph, loop } of await differences({ likelihood, missing: true })) {
        expect(graph, `${name}, graph`).toBeLessThan(ALIKE);
        expect(loop, `${name}, loop`).toBeLessThan(ALIKE);
      }
    },
    60_000,
  );
});
