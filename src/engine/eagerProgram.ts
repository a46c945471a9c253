import * as tf from '@tensorflow/tfjs-core';
import { adamScalars, BETA1, BETA2 } from './adam.ts';
import type { AdamState, BatchTables, Program, Recipe, RowResults, Steps } from './program.ts';

/** A recipe run operation by operation, on any engine of tfjs: what WASM does. */
export class EagerProgram implements Program {
  readonly note = 'kernel by kernel';
  readonly stepsAtOnce = 1;
  readonly #recipe: Recipe;
  readonly #tables: ReadonlyMap<string, tf.Tensor2D>;
  /** all variables laid end to end, so that a step of Adam takes a dozen kernels and not a dozen for each variable */
  readonly #m: tf.Variable<tf.Rank.R1>;
  readonly #v: tf.Variable<tf.Rank.R1>;
  readonly #totals: tf.Variable<tf.Rank.R1>;
  #steps = 0;

  constructor(recipe: Recipe) {
    this.#recipe = recipe;
    this.#tables = new Map(
      recipe.tables.map(({ name, columns, values }) => [name, tf.tensor2d(values, [recipe.rows, columns])]),
    );
    const zeros = (length: number) => tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([length])));
    const size = recipe.variables.reduce((sum, variable) => sum + variable.size, 0);
    this.#m = zeros(size);
    this.#v = zeros(size);
    this.#totals = zeros(recipe.terms);
  }

  train({ count, rows, weights, samples, noise, beta }: Steps): void {
    const { batch, noise: width, step, variables } = this.#recipe;
    for (let k = 0; k < count; k++) {
      tf.tidy(() => {
        const tables = this.#gather(rows.subarray(k * batch, (k + 1) * batch));
        const weight = tf.tensor1d(weights.subarray(k * batch, (k + 1) * batch));
        const epsilon = tf.tensor2d(noise.subarray(k * batch * width, (k + 1) * batch * width), [batch, width]);
        let terms: tf.Tensor | undefined;
        const { grads } = tf.variableGrads(() => {
          const result = step(tables, weight, epsilon, tf.scalar(beta));
          terms = tf.keep(tf.mul(result.terms, samples[k]));
          return result.loss;
        }, [...variables]);
        this.#adam(variables.map((variable) => grads[variable.name]));
        if (!terms) throw new Error('the step reported nothing');
        this.#totals.assign(tf.add(this.#totals, terms));
        terms.dispose();
      });
    }
  }

  #adam(gradients: readonly tf.Tensor[]): void {
    const { variables, learningRate } = this.#recipe;
    const { rate, epsilon } = adamScalars(learningRate, ++this.#steps);
    const g = tf.concat1d(gradients.map((gradient) => tf.reshape(gradient, [gradient.size])));
    this.#m.assign(tf.add(tf.mul(this.#m, BETA1), tf.mul(g, 1 - BETA1)));
    this.#v.assign(tf.add(tf.mul(this.#v, BETA2), tf.mul(tf.square(g), 1 - BETA2)));
    const change = tf.div<tf.Tensor1D>(tf.mul(this.#m, rate), tf.add(tf.sqrt(this.#v), epsilon));
    const parts = tf.split<tf.Tensor1D>(
      change,
      variables.map(({ size }) => size),
    );
    variables.forEach((variable, i) => {
      variable.assign(tf.sub(variable, tf.reshape(parts[i], variable.shape)));
    });
  }

  #gather(rows: Int32Array): BatchTables {
    const index = tf.tensor1d(rows, 'int32');
    return new Map([...this.#tables].map(([name, table]) => [name, tf.gather(table, index)]));
  }

  async takeTotals(): Promise<Float32Array> {
    const totals = Float32Array.from(await this.#totals.data());
    tf.tidy(() => this.#totals.assign(tf.zerosLike(this.#totals)));
    return totals;
  }

  async *call(name: string, rows: Int32Array): AsyncGenerator<RowResults> {
    const { rows: atOnce, run } = this.#recipe.functions[name];
    for (let from = 0; from < rows.length; from += atOnce) {
      const part = rows.subarray(from, from + atOnce);
      const tensors = tf.tidy(() => run(this.#gather(part)));
      const results = await Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
      tf.dispose(tensors);
      yield { rows: part, results };
    }
  }

  async read(): Promise<Float32Array[]> {
    return Promise.all(this.#recipe.variables.map(async (variable) => Float32Array.from(await variable.data())));
  }

  write(values: readonly Float32Array[]): void {
    this.#recipe.variables.forEach((variable, i) => {
      tf.tidy(() => variable.assign(tf.tensor(values[i], variable.shape)));
    });
  }

  async adam(): Promise<AdamState> {
    const [m, v] = await Promise.all([this.#m.data(), this.#v.data()]);
    return { m: this.#cut(m), v: this.#cut(v), steps: this.#steps };
  }

  restoreAdam({ m, v, steps }: AdamState): void {
    tf.tidy(() => {
      this.#m.assign(tf.tensor1d(endToEnd(m)));
      this.#v.assign(tf.tensor1d(endToEnd(v)));
    });
    this.#steps = steps;
  }

  #cut(values: ArrayLike<number>): Float32Array[] {
    const all = Float32Array.from(values);
    let offset = 0;
    return this.#recipe.variables.map(({ size }) => {
      offset += size;
      return all.slice(offset - size, offset);
    });
  }

  dispose(): void {
    tf.dispose([...this.#tables.values(), this.#m, this.#v, this.#totals]);
  }
}

function endToEnd(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}
