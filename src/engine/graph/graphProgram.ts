import * as tf from '@tensorflow/tfjs-core';
import { adamScalars } from '../adam.ts';
import type { AdamState, BatchTables, Placement, Program, Recipe, RowResults, Steps, Table } from '../program.ts';
import { RowReader } from '../rowReader.ts';
import { copyRows } from '../rows.ts';
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
  settingsLength,
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
/** rows of table k, of all steps of a loop */
const unstacked = (k: number): string => `t${k}_unstacked`;
/** what a function takes: row numbers, and the rows of table k */
const rowsOf = (name: string): string => `${name}_rows`;
const inputOf =
  (name: string) =>
  (k: number): string =>
    `${name}_t${k}`;

/**
 * A recipe as one TensorFlow graph: the step recorded once, with variables, Adam's moments and usually the data resident in
 * a session; a step feeds row numbers (or the rows themselves where the data is streamed), noise and a few scalars.
 */
export class GraphProgram implements Program {
  readonly note: string;
  readonly stepsAtOnce: number;
  readonly key: string;
  #recipe: Recipe;
  readonly #session: GraphSession;
  /** where the results of each function come out */
  readonly #results: ReadonlyMap<string, readonly string[]>;
  /** null where the data is resident */
  #reader: RowReader | null;
  #steps = 0;

  /**
   * @param stepsAtOnce 1: a graph whose operations run one by one; more: a loop compiled by XLA
   * @param placement the loop takes resident data only
   * @throws where TensorFlow refuses the graph
   */
  constructor(recipe: Recipe, stepsAtOnce: number, placement: Placement = 'resident') {
    this.#recipe = recipe;
    const resident = placement === 'resident';
    this.#reader = resident ? null : new RowReader(recipe.tables);
    this.key = recipe.key;
    this.stepsAtOnce = stepsAtOnce;
    if (stepsAtOnce > 1 && !resident) throw new Error('a loop of steps takes resident data only');
    this.note = `one captured graph${stepsAtOnce > 1 ? ', compiled by XLA' : ''}${resident ? '' : ', fed batch by batch'}`;
    const { variables, tables, batch, noise, terms, rows } = recipe;
    const step = stepGraph(recipe);
    const functions = Object.keys(recipe.functions).map((name) => functionGraph(recipe, name, placement));
    this.#results = new Map(functions.map(({ name, outputs }) => [name, outputs]));
    const kept: [string, readonly number[]][] = [
      ...variables.flatMap(({ shape }, i): [string, readonly number[]][] => [
        [parameter(i), shape],
        [moment(i), shape],
        [square(i), shape],
      ]),
      [TOTALS, [terms]],
      ...(resident ? tables : []).map(({ columns }, k): [string, readonly number[]] => [table(k), [rows, columns]]),
    ];
    const common: GraphNode[] = [
      nodes.scalar(TRUE, 1),
      ...kept.flatMap(([name, shape]) => [
        nodes.variable(name, shape),
        nodes.placeholder(initial(name), shape),
        // A variable keeps the very memory it is assigned. Fed memory is JavaScript's: TensorFlow's threads must not be
        // the ones to let go of it, as the addon then frees a JavaScript handle outside JavaScript's thread.
        nodes.copy(`${name}_copy`, initial(name)),
        nodes.assign(`${name}_assign`, name, `${name}_copy`),
        nodes.identity(assigned(name), TRUE, [`${name}_assign`]),
        nodes.read(current(name), name),
      ]),
      ...functions.flatMap((one) => one.nodes),
    ];
    if (stepsAtOnce === 1) {
      this.#session = new GraphSession({
        nodes: [
          ...common,
          ...rowNodes(tables, placement, batch, ROWS, batchOf),
          nodes.placeholder(WEIGHT, [batch]),
          nodes.placeholder(NOISE, [batch, noise]),
          nodes.placeholder(SETTINGS, [settingsLength(recipe)]),
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
        ...rowNodes(tables, placement, stepsAtOnce * batch, ROWS, unstacked),
        ...tables.flatMap(({ columns }, k) =>
          nodes.reshape(stackedOf(batchOf(k)), unstacked(k), [stepsAtOnce, batch, columns]),
        ),
        nodes.placeholder(stackedOf(WEIGHT), [stepsAtOnce, batch]),
        nodes.placeholder(stackedOf(NOISE), [stepsAtOnce, batch, noise]),
        nodes.placeholder(stackedOf(SETTINGS), [stepsAtOnce, settingsLength(recipe)]),
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
    if (this.#reader) this.#reader = new RowReader(recipe.tables);
    else {
      recipe.tables.forEach((one, k) => {
        const values = one.layout === 'dense' ? one.values : copyRows(one, 0, recipe.rows);
        this.#assign({ [table(k)]: { shape: [recipe.rows, one.columns], values } });
      });
    }
    this.write(recipe.variables.map((variable) => Float32Array.from(variable.dataSync())));
    const zeros = recipe.variables.map(({ size }) => new Float32Array(size));
    this.restoreAdam({ m: zeros, v: zeros, steps: 0 });
    this.#clearTotals();
  }

  train({ count, rows, weights, samples, noise, annealed }: Steps): void {
    const { batch, noise: width, learningRate } = this.#recipe;
    const settings = samples.flatMap((size) => {
      const { power1, power2, epsilon } = adamScalars(learningRate, ++this.#steps);
      return [size, power1, power2, epsilon, ...annealed];
    });
    const most = this.stepsAtOnce;
    const stacked = most > 1;
    const fed = (name: string, shape: readonly number[], values: Float32Array): [string, Feed] => [
      stacked ? stackedOf(name) : name,
      { shape: stacked ? [most, ...shape] : shape, values: filled(values, most * size(shape)) },
    ];
    this.#session.run(
      {
        ...this.#rowFeeds(filled(rows, most * batch), ROWS, batchOf),
        ...Object.fromEntries([
          fed(WEIGHT, [batch], weights),
          fed(NOISE, [batch, width], noise),
          fed(SETTINGS, [settingsLength(this.#recipe)], Float32Array.from(settings)),
        ]),
        ...(stacked && { [COUNT]: { shape: [], values: Int32Array.of(count) } }),
      },
      [DONE],
    );
  }

  async takeTotals(): Promise<Float32Array> {
    const totals = this.#fetch([current(TOTALS)])[0];
    this.#clearTotals();
    return totals;
  }

  #clearTotals(): void {
    const { terms } = this.#recipe;
    this.#assign({ [TOTALS]: { shape: [terms], values: new Float32Array(terms) } });
  }

  async *call(name: string, rows: Int32Array): AsyncGenerator<RowResults> {
    const { rows: atOnce } = this.#recipe.functions[name];
    const results = this.#results.get(name);
    if (!results) throw new Error(`no function ${name}`);
    for (let from = 0; from < rows.length; from += atOnce) {
      const part = rows.subarray(from, from + atOnce);
      const feeds = this.#rowFeeds(filled(part, atOnce), rowsOf(name), inputOf(name));
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
    this.#assignAll(parameter, values);
  }

  async adam(): Promise<AdamState> {
    const count = this.#recipe.variables.length;
    const names = [moment, square].flatMap((name) => this.#recipe.variables.map((_, i) => current(name(i))));
    const values = this.#fetch(names);
    return { m: values.slice(0, count), v: values.slice(count), steps: this.#steps };
  }

  restoreAdam({ m, v, steps }: AdamState): void {
    this.#assignAll(moment, m);
    this.#assignAll(square, v);
    this.#steps = steps;
  }

  dispose(): void {
    this.#session.dispose();
  }

  /** What `rowNodes` of the same names are fed. */
  #rowFeeds(rows: Int32Array, numbers: string, row: (table: number) => string): Record<string, Feed> {
    if (!this.#reader) return { [numbers]: { shape: [rows.length], values: rows } };
    const { tables } = this.#recipe;
    return Object.fromEntries(
      this.#reader.read(rows).map((values, k) => [row(k), { shape: [rows.length, tables[k].columns], values }]),
    );
  }

  #assignAll(name: (i: number) => string, values: readonly Float32Array[]): void {
    this.#assign(
      Object.fromEntries(this.#recipe.variables.map(({ shape }, i) => [name(i), { shape, values: values[i] }])),
    );
  }

  /** In one run: TensorFlow prepares the graph anew, some 10 ms, for every other set of feeds and fetches. */
  #assign(values: Readonly<Record<string, Feed>>): void {
    const feeds = Object.entries(values).map(([name, feed]) => [initial(name), feed]);
    this.#session.run(Object.fromEntries(feeds), Object.keys(values).map(assigned));
  }

  #fetch(names: readonly string[], feeds: Readonly<Record<string, Feed>> = {}): Float32Array[] {
    return this.#session.run(feeds, names).map((values) => Float32Array.from(values));
  }
}

/**
 * Nodes that bring some rows of every table: gathered by their numbers, or fed.
 * @param row names the rows of a table
 */
function rowNodes(
  tables: readonly Table[],
  placement: Placement,
  count: number,
  numbers: string,
  row: (table: number) => string,
): GraphNode[] {
  if (placement === 'streamed') return tables.map(({ columns }, k) => nodes.placeholder(row(k), [count, columns]));
  return [
    nodes.placeholder(numbers, [count], DataType.int32),
    ...tables.map((_, k) => nodes.gatherRows(row(k), table(k), numbers)),
  ];
}

/** One of the recipe's functions, recorded. */
function functionGraph({ variables, tables, functions }: Recipe, name: string, placement: Placement) {
  const { rows, run } = functions[name];
  return scoped(() => {
    const proxies: BatchTables = new Map(
      tables.map(({ name: of, columns }) => [of, tf.zeros<tf.Rank.R2>([rows, columns])]),
    );
    const inputs = new Map<string, tf.Tensor>([
      ...[...proxies.values()].map((proxy, k): [string, tf.Tensor] => [inputOf(name)(k), proxy]),
      ...variables.map((variable, i): [string, tf.Tensor] => [current(parameter(i)), variable]),
    ]);
    const recording = record(inputs, `${name}_`, () => run(proxies));
    return {
      name,
      outputs: recording.outputs,
      nodes: [...rowNodes(tables, placement, rows, rowsOf(name), inputOf(name)), ...recording.nodes],
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
