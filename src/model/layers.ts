import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../math/random.ts';
import type { Parameters } from './parameters.ts';

/** Slope of LeakyReLU below zero, PyTorch's default. */
const SLOPE = 0.01;

/** A multilayer perceptron: widths[0] inputs, widths.at(-1) outputs, LeakyReLU between. */
export class Perceptron {
  readonly #name: string;
  readonly #layers: number;
  readonly #parameters: Parameters;

  constructor(parameters: Parameters, name: string, widths: readonly number[], random: Random) {
    this.#name = name;
    this.#layers = widths.length - 1;
    this.#parameters = parameters;
    for (let k = 0; k < this.#layers; k++) parameters.addLinear(`${name}.${k}`, widths[k], widths[k + 1], random);
  }

  /** [rows, inputs] → [rows, outputs]; a constant input, such as data, needs no gradient and gets none */
  apply(x: tf.Tensor2D, { constant = false } = {}): tf.Tensor2D {
    let h = linear(this.#parameters, `${this.#name}.0`, x, { constant });
    for (let k = 1; k < this.#layers; k++) {
      h = linear(this.#parameters, `${this.#name}.${k}`, tf.leakyRelu(h, SLOPE));
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

/**
 * The gradient by hand: three kernels instead of tfjs's dozen. Transposing first and multiplying plainly matters on WASM,
 * whose product of transposed matrices is a naive loop.
 */
const affine = tf.customGrad((x, weight, bias, save) => {
  const [a, w, b, keep] = [x, weight, bias, save] as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc];
  keep([a, w]);
  return {
    value: tf.fused.matMul({ a, b: w, bias: b }) as tf.Tensor2D,
    gradFunc: (dy: tf.Tensor2D, saved: tf.Tensor[]) => {
      const [input, matrix] = saved as [tf.Tensor2D, tf.Tensor2D];
      return [tf.matMul(dy, tf.transpose(matrix)), tf.matMul(tf.transpose(input), dy), tf.sum(dy, 0)];
    },
  };
});

/** The same for an input that needs no gradient. */
function affineOf(x: tf.Tensor2D): (...inputs: tf.Tensor[]) => tf.Tensor2D {
  return tf.customGrad((weight, bias, save) => {
    (save as tf.GradSaveFunc)([x]);
    return {
      value: tf.fused.matMul({ a: x, b: weight as tf.Tensor2D, bias: bias as tf.Tensor1D }) as tf.Tensor2D,
      gradFunc: (dy: tf.Tensor2D, [input]: tf.Tensor[]) => [tf.matMul(tf.transpose(input), dy), tf.sum(dy, 0)],
    };
  });
}
