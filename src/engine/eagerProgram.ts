import * as tf from '@tensorflow/tfjs-core';
import { Adam, adamScalars } from './adam.ts';
import type { AdamState, BatchTables, Program, Recipe, RowResults, Steps } from './program.ts';
import { RowReader } from './rowReader.ts';

/**
 * A recipe run operation by operation, on any engine of tfjs: what WASM does. Rows are copied and Adam is taken in
 * JavaScript: WASM's kernels for either take longer than the rest of a small step.
 */
export class EagerProgram implements Program {
  readonly note = 'kernel by kernel';
  readonly stepsAtOnce = 1;
  readonly #recipe: Recipe;
  readonly #reader: RowReader;
  /** of each variable */
  readonly #adam: readonly Adam[];
  #steps = 0;
  readonly #totals: Float32Array;

  constructor(recipe: Recipe) {
    this.#recipe = recipe;
    this.#reader = new RowReader(recipe.tables);
    this.#adam = recipe.variables.map(({ size }) => new Adam(size));
    this.#totals = new Float32Array(recipe.terms);
  }

  train({ count, rows, weights, samples, noise, annealed }: Steps): void {
    const { batch, noise: width, step, variables } = this.#recipe;
    for (let k = 0; k < count; k++) {
      tf.tidy(() => {
        const tables = this.#read(rows.subarray(k * batch, (k + 1) * batch));
        const weight = tf.tensor1d(weights.slice(k * batch, (k + 1) * batch));
        const epsilon = tf.tensor2d(noise.slice(k * batch * width, (k + 1) * batch * width), [batch, width]);
        let terms: tf.Tensor | undefined;
        const { grads } = tf.variableGrads(() => {
          const result = step(
            tables,
            weight,
            epsilon,
            annealed.map((value) => tf.scalar(value)),
          );
          terms = tf.keep(result.terms);
          return result.loss;
        }, [...variables]);
        if (!terms) throw new Error('the step reported nothing');
        this.#update(grads);
        terms.dataSync().forEach((term, i) => {
          this.#totals[i] += term * samples[k];
        });
        terms.dispose();
      });
    }
  }

  #update(gradients: tf.NamedTensorMap): void {
    const { variables, learningRate } = this.#recipe;
    const scalars = adamScalars(learningRate, ++this.#steps);
    variables.forEach((variable, i) => {
      const values = Float32Array.from(variable.dataSync());
      this.#adam[i].step(values, gradients[variable.name].dataSync(), scalars);
      variable.assign(tf.tensor(values, variable.shape));
    });
  }

  #read(rows: Int32Array): BatchTables {
    const values = this.#reader.read(rows);
    return new Map(
      // tfjs-node takes the memory of an array for the tensor's own: each batch gets a copy.
      this.#recipe.tables.map(({ name, columns }, k) => [name, tf.tensor2d(values[k].slice(), [rows.length, columns])]),
    );
  }

  async takeTotals(): Promise<Float32Array> {
    const totals = this.#totals.slice();
    this.#totals.fill(0);
    return totals;
  }

  async *call(name: string, rows: Int32Array): AsyncGenerator<RowResults> {
    const { rows: atOnce, run } = this.#recipe.functions[name];
    for (let from = 0; from < rows.length; from += atOnce) {
      const part = rows.subarray(from, from + atOnce);
      const tensors = tf.tidy(() => run(this.#read(part)));
      const results = await Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
      tf.dispose(tensors);
      yield { rows: part, results };
    }
  }

  async read(): Promise<Float32Array[]> {
    return this.#recipe.variables.map((variable) => Float32Array.from(variable.dataSync()));
  }

  write(values: readonly Float32Array[]): void {
    this.#recipe.variables.forEach((variable, i) => {
      tf.tidy(() => variable.assign(tf.tensor(values[i].slice(), variable.shape)));
    });
  }

  async adam(): Promise<AdamState> {
    return {
      m: this.#adam.map(({ m }) => m.slice()),
      v: this.#adam.map(({ v }) => v.slice()),
      steps: this.#steps,
    };
  }

  restoreAdam({ m, v, steps }: AdamState): void {
    this.#adam.forEach((adam, i) => {
      adam.m.set(m[i]);
      adam.v.set(v[i]);
    });
    this.#steps = steps;
  }

  dispose(): void {
    // Its tensors are the recipe's variables, which are the model's.
  }
}
