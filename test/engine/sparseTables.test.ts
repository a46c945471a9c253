import { afterEach, describe, expect, it } from 'vitest';
import { EagerProgram } from '../../src/engine/eagerProgram.ts';
import { loadEngine } from '../../src/engine/engine.ts';
import { placementFor } from '../../src/engine/execution.ts';
import { GraphProgram } from '../../src/engine/graph/graphProgram.ts';
import type { Placement, Program, Recipe } from '../../src/engine/program.ts';
import { LATENTS, PREDICT } from '../../src/model/recipe.ts';
import type { LikelihoodName } from '../../src/run/study.ts';
import { callAll, SAMPLES, smallRecipe, someSteps, stateOf } from './smallRecipe.ts';
import { sparseRows } from './sparseRows.ts';

const dispose: (() => void)[] = [];
afterEach(() => {
  for (const one of dispose.splice(0)) one();
});

/** A recipe with samples and cells that are missing, and the same over sparse tables. */
function both(likelihood: LikelihoodName): Record<'dense' | 'sparse', Recipe> {
  const make = (): Recipe => {
    const { recipe, vae } = smallRecipe({ modalities: 3, missing: true, likelihood });
    dispose.push(() => vae.dispose());
    return recipe;
  };
  const [dense, other] = [make(), make()];
  const tables = other.tables.map((table) =>
    table.layout === 'dense' ? { name: table.name, ...sparseRows(table) } : table,
  );
  return { dense, sparse: { ...other, tables } };
}

/** All that a program knows after three steps, and what its functions return. */
async function outcome(program: Program, recipe: Recipe) {
  dispose.unshift(() => program.dispose());
  program.train(someSteps(recipe, 1));
  program.train(someSteps(recipe, 1, { first: 1, samples: recipe.batch - 1 }));
  program.train(someSteps(recipe, 1, { first: 2 }));
  const everyone = Int32Array.from({ length: SAMPLES }, (_, row) => row);
  return {
    state: await stateOf(program),
    latents: await callAll(program, LATENTS, everyone),
    predictions: await callAll(program, PREDICT, everyone),
  };
}

function graph(recipe: Recipe, placement: Placement): Program {
  const program = new GraphProgram(recipe, 1, placement);
  program.load(recipe);
  return program;
}

describe('sparse tables train to the bit as dense ones', () => {
  it.each<[LikelihoodName, Placement]>([
    ['negative-binomial', 'streamed'],
    ['negative-binomial', 'resident'],
    ['bernoulli', 'streamed'],
    ['gaussian', 'streamed'],
  ])('natively: %s, %s', async (likelihood, placement) => {
    await loadEngine('tensorflow');
    const { dense, sparse } = both(likelihood);
    const expected = await outcome(graph(dense, 'resident'), dense);
    expect(await outcome(graph(sparse, placement), sparse)).toEqual(expected);
  });

  it('on WASM', async () => {
    await loadEngine('wasm');
    const { dense, sparse } = both('negative-binomial');
    const expected = await outcome(new EagerProgram(dense), dense);
    expect(await outcome(new EagerProgram(sparse), sparse)).toEqual(expected);
  });
});

describe('sparse tables', () => {
  it('are made dense on the engine where that takes 64 MiB at most, and are fed where it takes more', () => {
    const { dense, sparse } = both('gaussian');
    const columns = 2 ** 10;
    const wide = (recipe: Recipe, rows: number): Recipe => ({
      ...recipe,
      rows,
      tables: recipe.tables.slice(0, 1).map((table) => ({ ...table, columns })),
    });
    expect(placementFor(wide(sparse, 2 ** 14))).toBe('resident');
    expect(placementFor(wide(sparse, 2 ** 14 + 1))).toBe('streamed');
    expect(placementFor(wide(dense, 2 ** 14 + 1))).toBe('resident');
  });
});
