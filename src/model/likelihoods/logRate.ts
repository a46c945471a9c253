import type * as tf from '@tensorflow/tfjs-core';
import { linear } from '../layers.ts';
import type { Parameters } from '../parameters.ts';
import { bounded } from './bounded.ts';

/** Rates of a sample of size 1 stay between e^−20 = 2e-9 and e^20 = 5e8 counts. */
const LIMIT = 20;

/** f(h), ln of what a sample of size 1 counts, linear in h within bounds: [rows, hidden] → [rows, features] */
export function logRate(parameters: Parameters, name: string, h: tf.Tensor2D): tf.Tensor2D {
  return bounded(linear(parameters, name, h), LIMIT);
}
