import * as tf from '@tensorflow/tfjs-core';
import type { Multiply } from '../math/multiply.ts';

/** Numbers in and out of the engine at once, besides the second matrix. */
const MOST_NUMBERS = 2 ** 22;

/** The product on the current engine, some rows of the first matrix at a time. */
export const multiply: Multiply = async (a, b, [m, k, n]) => {
  if (a.length !== m * k || b.length !== k * n) throw new Error(`[${m}, ${k}] times [${k}, ${n}]: wrong sizes`);
  const out = new Float32Array(m * n);
  if (out.length === 0 || k === 0) return out;
  const rows = Math.max(1, Math.floor(MOST_NUMBERS / (k + n)));
  // tfjs-node takes the memory of an array for the tensor's own: each tensor gets a copy.
  const right = tf.tensor2d(b.slice(), [k, n]);
  try {
    for (let from = 0; from < m; from += rows) {
      const count = Math.min(rows, m - from);
      const product = tf.tidy(() => tf.matMul(tf.tensor2d(a.slice(from * k, (from + count) * k), [count, k]), right));
      out.set(await product.data<'float32'>(), from * n);
      product.dispose();
    }
  } finally {
    right.dispose();
  }
  return out;
};
