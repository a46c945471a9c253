import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../math/random.ts';

/** Every trainable number of a model, by a readable name such as "encoder.rnaseq.0.weight". */
export class Parameters {
  readonly #variables = new Map<string, tf.Variable>();

  /**
   * A weight matrix [inputs, outputs] and its bias, U(−1/√inputs, 1/√inputs): PyTorch's default, as in the papers' code.
   * @param bias what the bias starts from instead, or null
   */
  addLinear(name: string, inputs: number, outputs: number, random: Random, bias: Float32Array | null = null): void {
    const bound = 1 / Math.sqrt(inputs);
    this.#add(`${name}.weight`, tf.tensor2d(random.uniforms(inputs * outputs, bound), [inputs, outputs]));
    this.#add(`${name}.bias`, tf.tensor1d(bias ?? random.uniforms(outputs, bound)));
  }

  /** A vector that starts at one value. */
  addVector(name: string, length: number, value: number): void {
    this.#add(name, tf.fill([length], value));
  }

  #add(name: string, initial: tf.Tensor): void {
    // tfjs keeps a global list of variable names: leave naming to it, or a second model could not exist.
    this.#variables.set(name, tf.variable(initial));
    initial.dispose();
  }

  get(name: string): tf.Variable {
    const variable = this.#variables.get(name);
    if (!variable) throw new Error(`no parameter ${name}`);
    return variable;
  }

  get names(): string[] {
    return [...this.#variables.keys()];
  }

  get variables(): tf.Variable[] {
    return [...this.#variables.values()];
  }

  /** Replaces every value. @param values in the order of `variables` */
  write(values: readonly Float32Array[]): void {
    this.variables.forEach((variable, i) => {
      // tfjs-node takes the memory of an array for the tensor's own: each gets a copy.
      tf.tidy(() => variable.assign(tf.tensor(values[i].slice(), variable.shape)));
    });
  }

  /** How many numbers there are. */
  get count(): number {
    return this.variables.reduce((sum, { size }) => sum + size, 0);
  }

  /** Names and shapes, in the order of `variables`. */
  get shapes(): { name: string; shape: readonly number[] }[] {
    return [...this.#variables].map(([name, { shape }]) => ({ name, shape }));
  }

  dispose(): void {
    for (const variable of this.variables) variable.dispose();
    this.#variables.clear();
  }
}
