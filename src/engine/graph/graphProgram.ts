import * as tf from '@tensorflow/tfjs-core';
import { adamScalars } from '../adam.ts';
import type { AdamState, BatchTables, Program, Recipe, RowResults, Steps } from '../program.ts';
import { DataType } from './binding.ts';
import type { GraphNode } from './graphDef.ts';
import * as nodes from './nodes.ts';
import { record, scoped } from './recorder.ts';
import { type Feed, GraphSession } from './session.ts';
import {
  batchOf,
  moment,
  NOISE,
  parameter,
  SETTINGS,
  SETTINGS_LENGTH,
  square,
  stepGraph,
  TOTALS,
  WEIGHT,
} from './stepGraph.ts';
import { stackedOf, xlaLoop } from './xlaLoop.ts';

const table = (k: number): string => `t${k}`;
const initial = (variable: string): string => `${variable}_initial`;
const assigned = (variable: string): string => `${variable}_assigned`;
const current = (variable: string): string => `${variable}_current`;
const ROWS = 'rows';
const COUNT = 'steps';
const DONE = 'done';
const TRUE = 'true';
const rowsOf = (name: string): string => `${name}_rows`;

/**
 * A recipe as one TensorFlow graph: the step recorded once, with variables, Adam's moments and data resident in a session;
 * a step feeds row numbers, noise and a few scalars.
 */
export class GraphProgram implements Program {
  readonly note: string;
  readonly stepsAtOnce: number;
  readonly key: string;
  #recipe: Recipe;
  readonly #session: GraphSession;
  /** where the results of each function come out */
  readonly #results: ReadonlyMap<string, readonly string[]>;
  #steps = 0;

  /**
   * @param stepsAtOnce 1: a graph whose operations run one by one; more: a loop compiled by XLA
   * @throws where TensorFlow refuses the graph
   */
  constructor(recipe: Recipe, stepsAtOnce: number) {
    this.#recipe = recipe;
    this.key = recipe.key;
    this.stepsAtOnce = stepsAtOnce;
    this.note = stepsAtOnce === 1 ? 'one captured graph' : 'one captured graph, compiled by XLA';
    const { variables, tables, batch, noise, terms, rows } = recipe;
    const step = stepGraph(recipe);
    const functions = Object.entries(recipe.functions).map(([name]) => functionGraph(recipe, name));
    this.#results = new Map(functions.map(({ name, outputs }) => [name, outputs]));
    const kept: [string, readonly number[]][] = [
      ...variables.flatMap(({ shape }, i): [string, readonly number[]][] => [
        [parameter(i), shape],
        [moment(i), shape],
        [square(i), shape],
      ]),
      [TOTALS, [terms]],
      ...tables.map(({ columns }, k): [string, readonly number[]] => [table(k), [rows, columns]]),
    ];
    const common: GraphNode[] = [
      nodes.scalar(TRUE, 1),
      ...kept.flatMap(([name, shape]) => [
        nodes.variable(name, shape),
        nodes.placeholder(initial(name), shape),
        nodes.assign(`${name}_assign`, name, initial(name)),
        nodes.identity(assigned(name), TRUE, [`${name}_assign`]),
        nodes.read(current(name), name),
      ]),
      ...functions.flatMap((one) => one.nodes),
      nodes.placeholder(ROWS, [stepsAtOnce * batch], DataType.int32),
    ];
    if (stepsAtOnce === 1) {
      this.#session = new GraphSession({
        nodes: [
          ...common,
          ...tables.map((_, k) => nodes.gatherRows(batchOf(k), table(k), ROWS)),
          nodes.placeholder(WEIGHT, [batch]),
          nodes.placeholder(NOISE, [batch, noise]),
          nodes.placeholder(SETTINGS, [SETTINGS_LENGTH]),
          ...step.nodes,
          nodes.identity(DONE, TRUE, step.effects),
        ],
        functions: [],
      });
      return;
    }
    const resources = kept.slice(0, 3 * variables.length + 1).map(([name]) => name);
    const loop = xlaLoop(recipe, step, resources, DONE);
    this.#session = new GraphSession({
      nodes: [
        ...common,
        // XLA's own gather is a loop over rows: TensorFlow's copies whole ones.
        ...tables.flatMap(({ columns }, k) => [
          nodes.gatherRows(`t${k}_rows`, table(k), ROWS),
          ...nodes.reshape(stackedOf(batchOf(k)), `t${k}_rows`, [stepsAtOnce, batch, columns]),
        ]),
        nodes.placeholder(stackedOf(WEIGHT), [stepsAtOnce, batch]),
        nodes.placeholder(stackedOf(NOISE), [stepsAtOnce, batch, noise]),
        nodes.placeholder(stackedOf(SETTINGS), [stepsAtOnce, SETTINGS_LENGTH]),
        nodes.placeholder(COUNT, [], DataType.int32),
        loop.call,
      ],
      functions: loop.functions,
    });
  }

  /** Takes over the data and the first values of another recipe of the same form. */
  load(recipe: Recipe): void {
    if (recipe.key !== this.key) throw new Error('another form');
    this.#recipe = recipe;
    recipe.tables.forEach(({ columns, values }, k) => {
      this.#assign(table(k), { shape: [recipe.rows, columns], values });
    });
    this.write(recipe.variables.map((variable) => Float32Array.from(variable.dataSync())));
    const zeros = recipe.variables.map(({ size }) => new Float32Array(size));
    this.restoreAdam({ m: zeros, v: zeros, steps: 0 });
    this.#assign(TOTALS, { shape: [recipe.terms], values: new Float32Array(recipe.terms) });
  }

  train({ count, rows, weights, samples, noise, beta }: Steps): void {
    const { batch, noise: width, learningRate } = this.#recipe;
    const settings = samples.flatMap((size) => {
      const { power1, power2, epsilon } = adamScalars(learningRate, ++this.#steps);
      return [beta, size, power1, power2, epsilon];
    });
    const most = this.stepsAtOnce;
    const stacked = most > 1;
    const fed = (name: string, shape: readonly number[], values: Float32Array): [string, Feed] => [
      stacked ? stackedOf(name) : name,
      { shape: stacked ? [most, ...shape] : shape, values: filled(values, most * size(shape)) },
    ];
    this.#session.run(
      {
        [ROWS]: { shape: [most * batch], values: filled(rows, most * batch) },
        ...Object.fromEntries([
          fed(WEIGHT, [batch], weights),
          fed(NOISE, [batch, width], noise),
          fed(SETTINGS, [SETTINGS_LENGTH], Float32Array.from(settings)),
        ]),
        ...(stacked && { [COUNT]: { shape: [], values: Int32Array.of(count) } }),
      },
      [DONE],
    );
  }

  async takeTotals(): Promise<Float32Array> {
    const totals = this.#fetch([current(TOTALS)])[0];
    this.#assign(TOTALS, { shape: [this.#recipe.terms], values: new Float32Array(this.#recipe.terms) });
    return totals;
  }

  async *call(name: string, rows: Int32Array): AsyncGenerator<RowResults> {
    const { rows: atOnce } = this.#recipe.functions[name];
    const results = this.#results.get(name);
    if (!results) throw new Error(`no function ${name}`);
    for (let from = 0; from < rows.length; from += atOnce) {
      const part = rows.subarray(from, from + atOnce);
      const feeds = { [rowsOf(name)]: { shape: [atOnce], values: filled(part, atOnce) } };
      yield {
        rows: part,
        results: this.#fetch(results, feeds).map((values) =>
          values.subarray(0, (values.length / atOnce) * part.length),
        ),
      };
    }
  }

  async read(): Promise<Float32Array[]> {
    return this.#fetch(this.#recipe.variables.map((_, i) => current(parameter(i))));
  }

  write(values: readonly Float32Array[]): void {
    this.#each(parameter, values);
  }

  async adam(): Promise<AdamState> {
    const all = this.#recipe.variables;
    const m = this.#fetch(all.map((_, i) => current(moment(i))));
    const v = this.#fetch(all.map((_, i) => current(square(i))));
    return { m, v, steps: this.#steps };
  }

  restoreAdam({ m, v, steps }: AdamState): void {
    this.#each(moment, m);
    this.#each(square, v);
    this.#steps = steps;
  }

  dispose(): void {
    this.#session.dispose();
  }

  #each(name: (i: number) => string, values: readonly Float32Array[]): void {
    this.#recipe.variables.forEach(({ shape }, i) => {
      this.#assign(name(i), { shape, values: values[i] });
    });
  }

  #assign(name: string, { shape, values }: Feed): void {
    // A variable may take the fed memory for its own and change it: it gets a copy.
    this.#session.run({ [initial(name)]: { shape, values: values.slice() } }, [assigned(name)]);
  }

  #fetch(names: readonly string[], feeds: Readonly<Record<string, Feed>> = {}): Float32Array[] {
    return this.#session.run(feeds, names).map((values) => Float32Array.from(values));
  }
}

/** One of the recipe's functions, recorded. */
function functionGraph({ variables, tables, functions }: Recipe, name: string) {
  const { rows, run } = functions[name];
  return scoped(() => {
    const proxies: BatchTables = new Map(
      tables.map(({ name: of, columns }) => [of, tf.zeros<tf.Rank.R2>([rows, columns])]),
    );
    const inputs = new Map<string, tf.Tensor>([
      ...[...proxies.values()].map((proxy, k): [string, tf.Tensor] => [`${name}_t${k}`, proxy]),
      ...variables.map((variable, i): [string, tf.Tensor] => [current(parameter(i)), variable]),
    ]);
    const recording = record(inputs, `${name}_`, () => run(proxies));
    return {
      name,
      outputs: recording.outputs,
      nodes: [
        nodes.placeholder(rowsOf(name), [rows], DataType.int32),
        ...tables.map((_, k) => nodes.gatherRows(`${name}_t${k}`, table(k), rowsOf(name))),
        ...recording.nodes,
      ],
    };
  });
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/** Filled up with zeros: row 0, which counts for nothing. */
function filled<T extends Float32Array | Int32Array>(values: T, length: number): T {
  if (values.length === length) return values;
  const out = (values instanceof Float32Array ? new Float32Array(length) : new Int32Array(length)) as T;
  out.set(values);
  return out;
}
