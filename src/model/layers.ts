import * as tf from '@tensorflow/tfjs-core';
import * as kernels from '../engine/kernels.ts';
import type { Random } from '../math/random.ts';
import type { Parameters } from './parameters.ts';

/** Slope of LeakyReLU below zero, PyTorch's default. */
const SLOPE = 0.01;

/** Layers from widths[0] inputs to widths.at(-1) outputs with LeakyReLU between them; `hidden`: after the last one too. */
export class Perceptron {
  readonly #name: string;
  readonly #layers: number;
  readonly #hidden: boolean;
  readonly #parameters: Parameters;

  constructor(
    parameters: Parameters,
    name: string,
    widths: readonly number[],
    random: Random,
    { hidden = false } = {},
  ) {
    this.#name = name;
    this.#layers = widths.length - 1;
    this.#hidden = hidden;
    this.#parameters = parameters;
    for (let k = 0; k < this.#layers; k++) parameters.addLinear(`${name}.${k}`, widths[k], widths[k + 1], random);
  }

  /** [rows, inputs] → [rows, outputs]; a constant input, such as data, needs no gradient and gets none */
  apply(x: tf.Tensor2D, { constant = false } = {}): tf.Tensor2D {
    let h = x;
    for (let k = 0; k < this.#layers; k++) {
      h = linear(this.#parameters, `${this.#name}.${k}`, h, { constant: constant && k === 0 });
      if (this.#hidden || k < this.#layers - 1) h = leakyRelu(h) as tf.Tensor2D;
    }
    return h;
  }
}

/** x W + b: [rows, inputs] → [rows, outputs] */
export function linear(parameters: Parameters, name: string, x: tf.Tensor2D, { constant = false } = {}): tf.Tensor2D {
  const weight = parameters.get(`${name}.weight`);
  const bias = parameters.get(`${name}.bias`);
  return constant ? affineOf(x)(weight, bias) : affine(x, weight, bias);
}

/** The gradient by hand: three kernels instead of tfjs's dozen. */
const affine = tf.customGrad((x, weight, bias, save) => {
  const [a, w, b, keep] = [x, weight, bias, save] as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc];
  keep([a, w]);
  return {
    value: kernels.affine(a, w, b),
    gradFunc: (dy: tf.Tensor2D, saved: tf.Tensor[]) => {
      const [input, matrix] = saved as [tf.Tensor2D, tf.Tensor2D];
      return [tf.matMul(dy, matrix, false, true), tf.matMul(input, dy, true), tf.sum(dy, 0)];
    },
  };
});

/** The same for an input that needs no gradient. */
function affineOf(x: tf.Tensor2D): (...inputs: tf.Tensor[]) => tf.Tensor2D {
  return tf.customGrad((weight, bias, save) => {
    (save as tf.GradSaveFunc)([x]);
    return {
      value: kernels.affine(x, weight as tf.Tensor2D, bias as tf.Tensor1D),
      gradFunc: (dy: tf.Tensor2D, [input]: tf.Tensor[]) => [tf.matMul(input as tf.Tensor2D, dy, true), tf.sum(dy, 0)],
    };
  });
}

/** max(x, slope · x). Its gradient is one kernel where the engine has one. */
const leakyRelu = tf.customGrad((x, save) => {
  const y = tf.leakyRelu(x as tf.Tensor, SLOPE);
  (save as tf.GradSaveFunc)([y]);
  return { value: y, gradFunc: (dy: tf.Tensor, [y]: tf.Tensor[]) => kernels.leakyReluGrad(dy, y, SLOPE) };
});
