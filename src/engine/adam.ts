import * as tf from '@tensorflow/tfjs-core';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba 2015, arXiv 1412.6980), with PyTorch's defaults, over all variables laid end to end as one vector:
 * a dozen kernels a step instead of a dozen for each variable.
 */
export class Adam {
  readonly #variables: readonly tf.Variable[];
  readonly #learningRate: number;
  readonly #m: tf.Variable<tf.Rank.R1>;
  readonly #v: tf.Variable<tf.Rank.R1>;
  #steps = 0;

  constructor(variables: readonly tf.Variable[], learningRate: number) {
    this.#variables = variables;
    this.#learningRate = learningRate;
    const size = variables.reduce((sum, variable) => sum + variable.size, 0);
    const zeros = tf.zeros<tf.Rank.R1>([size]);
    this.#m = tf.variable(zeros);
    this.#v = tf.variable(zeros);
    zeros.dispose();
  }

  /** θ ← θ − η m̂ / (√v̂ + ε). @param gradients one for each variable, in their order */
  step(gradients: readonly tf.Tensor[]): void {
    this.#steps++;
    const rate = this.#learningRate / (1 - BETA1 ** this.#steps);
    const correction = 1 / Math.sqrt(1 - BETA2 ** this.#steps);
    tf.tidy(() => {
      const g = tf.concat1d(gradients.map((gradient) => tf.reshape(gradient, [gradient.size])));
      this.#m.assign(tf.add(tf.mul(this.#m, BETA1), tf.mul(g, 1 - BETA1)));
      this.#v.assign(tf.add(tf.mul(this.#v, BETA2), tf.mul(tf.square(g), 1 - BETA2)));
      const change = tf.div<tf.Tensor1D>(tf.mul(this.#m, rate), tf.add(tf.mul(tf.sqrt(this.#v), correction), EPSILON));
      const parts = tf.split(
        change,
        this.#variables.map(({ size }) => size),
      ) as tf.Tensor1D[];
      this.#variables.forEach((variable, i) => {
        variable.assign(tf.sub(variable, tf.reshape(parts[i], variable.shape)));
      });
    });
  }

  /** First and second moments, each [all parameters], and the number of steps. */
  async state(): Promise<{ m: Float32Array; v: Float32Array; steps: number }> {
    const [m, v] = await Promise.all([this.#m.data(), this.#v.data()]);
    return { m: Float32Array.from(m), v: Float32Array.from(v), steps: this.#steps };
  }

  dispose(): void {
    this.#m.dispose();
    this.#v.dispose();
  }
}
