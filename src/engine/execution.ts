import { totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';
import { EagerProgram } from './eagerProgram.ts';
import { GraphProgram } from './graph/graphProgram.ts';
import { processors } from './processors.ts';
import type { Placement, Program, Recipe } from './program.ts';

/** How an engine runs a recipe: operation by operation, as one captured graph, or as a loop that XLA compiled. */
export type Execution = 'eager' | 'graph' | 'xla';

/** What a job will ask for. */
export interface Workload {
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly modalities: number;
  /** of the matrix products of one step */
  readonly flops: number;
}

/**
 * XLA spares the cost of one operation after another, 0.1 to 0.3 ms a step, where a step is small, and its matrix products
 * are slower where it is large; compiling costs two seconds. Measured by `npm run bench`: see bench/results.md.
 */
const SMALL_STEP = 0.25e9;
const MANY_STEPS = 15_000;
/** Steps in one call: enough to forget the cost of a call, few enough to answer a stop request at once. */
const MOST_STEPS_AT_ONCE = 32;
/**
 * Bytes of all tables together that may live on the engine, beside the copy that the recipe holds; rows of larger data
 * are copied for each batch, which makes a step some 3 % longer.
 */
const MOST_RESIDENT = Math.min(2 * 2 ** 30, Math.min(totalmem(), constrainedMemory() || Number.POSITIVE_INFINITY) / 4);
/** The same where some are sparse, and take far less memory as they are. */
const MOST_MADE_DENSE = Math.min(64 * 2 ** 20, MOST_RESIDENT);

/** A rule of the workload alone and not of a measurement, so that a repeated run repeats to the byte. */
export function executionFor({ steps, stepsPerEpoch, flops }: Workload): Execution {
  return flops <= SMALL_STEP && steps >= MANY_STEPS && stepsPerEpoch > 1 ? 'xla' : 'graph';
}

/**
 * TensorFlow's threads: a graph runs the modalities side by side, and splits an operation only over the processors that
 * this leaves idle; XLA splits every operation over all.
 */
export function threadsPerOperation(execution: Execution, { modalities }: Workload): number {
  const all = processors();
  return execution === 'xla' ? all : Math.max(1, Math.floor(all / modalities));
}

/** Of a graph's data. Both places give the same numbers, so the memory of the machine may decide. */
export function placementFor({
  rows,
  tables,
}: {
  readonly rows: number;
  readonly tables: readonly Pick<Recipe['tables'][number], 'columns' | 'layout'>[];
}): Placement {
  const bytes = tables.reduce((sum, { columns }) => sum + rows * columns * Float32Array.BYTES_PER_ELEMENT, 0);
  const most = tables.some(({ layout }) => layout === 'sparse') ? MOST_MADE_DENSE : MOST_RESIDENT;
  return bytes <= most ? 'resident' : 'streamed';
}

/**
 * Puts a recipe on the current engine.
 * @param previous a program that is no longer needed; it is used again where the recipe has the same form
 */
export function makeProgram(
  recipe: Recipe,
  execution: Execution,
  workload: Workload,
  previous: Program | null = null,
): Program {
  if (previous instanceof GraphProgram && previous.key === recipe.key) {
    previous.load(recipe);
    return previous;
  }
  previous?.dispose();
  if (execution === 'eager') return new EagerProgram(recipe);
  const placement = placementFor(recipe);
  if (execution === 'xla' && placement === 'resident') {
    const compiled = tryXla(recipe, Math.min(MOST_STEPS_AT_ONCE, workload.stepsPerEpoch));
    if (compiled) return compiled;
  }
  const program = new GraphProgram(recipe, 1, placement);
  program.load(recipe);
  return program;
}

/** The compiled loop, or null where this TensorFlow's XLA does not take the model: the plain graph does the same. */
function tryXla(recipe: Recipe, stepsAtOnce: number): GraphProgram | null {
  let program: GraphProgram | null = null;
  try {
    program = new GraphProgram(recipe, stepsAtOnce);
    program.load(recipe);
    program.train({
      count: 0,
      rows: new Int32Array(),
      weights: new Float32Array(),
      samples: [],
      noise: new Float32Array(),
      annealed: [],
    });
    return program;
  } catch {
    program?.dispose();
    return null;
  }
}
