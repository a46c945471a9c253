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

  /** [rows, inputs] → [rows, outputs] */
  apply(x: tf.Tensor2D): tf.Tensor2D {
    let h = x;
    for (let k = 0; k < this.#layers; k++) {
      if (k > 0) h = tf.leakyRelu(h, SLOPE);
      h = linear(this.#parameters, `${this.#name}.${k}`, h);
    }
    return h;
  }
}

/** x W + b: [rows, inputs] → [rows, outputs] */
export function linear(parameters: Parameters, name: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tf.matMul(x, parameters.get(`${name}.weight`)), parameters.get(`${name}.bias`));
}
