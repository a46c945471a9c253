// The arithmetic that this machine can do: matrix products, alone, through the same TensorFlow. One line of JSON.
import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { loadEngine } from '../src/engine/engine.ts';
import { median } from '../src/math/statistics.ts';

/** [m, k] · [k, n]: a decoder's last layer at 2000 features, and two that are known to run well. */
const PRODUCTS: readonly [m: number, k: number, n: number][] = [
  [256, 128, 2000],
  [1024, 1024, 1024],
  [2048, 2048, 2048],
];
const REPEATS = 7;
/** in one repeat, about */
const FLOPS = 10e9;

async function measure(): Promise<void> {
  // One product alone: it may have every processor, unlike those of a graph, which run side by side.
  process.env['TF_NUM_INTRAOP_THREADS'] = String(availableParallelism());
  const { version } = await loadEngine('tensorflow');
  const products = PRODUCTS.map(([m, k, n]) => ({ shape: [m, k, n], gflops: rate(m, k, n) }));
  process.stdout.write(`${JSON.stringify({ version, products })}\n`);
}

/** GFLOP/s */
function rate(m: number, k: number, n: number): number {
  const a = tf.randomNormal<tf.Rank.R2>([m, k]);
  const b = tf.randomNormal<tf.Rank.R2>([k, n]);
  const flops = 2 * m * k * n;
  const times = Math.ceil(FLOPS / flops);
  const repeat = (): number => {
    const start = performance.now();
    for (let i = 0; i < times; i++) tf.matMul(a, b).dispose();
    return (times * flops) / (performance.now() - start) / 1e6;
  };
  repeat();
  const rates = Array.from({ length: REPEATS }, repeat);
  tf.dispose([a, b]);
  return median(rates);
}

measure().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
