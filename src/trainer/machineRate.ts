import { performance } from 'node:perf_hooks';

const LENGTH = 4096;
const PASSES = 64;
const ROUNDS = 12;

/** Multiply-adds a second of one processor in a plain loop over 64-bit numbers: the best of twelve rounds, 5 ms together. */
export function machineRate(): number {
  const [a, b] = [new Float64Array(LENGTH).fill(1.5), new Float64Array(LENGTH).fill(0.5)];
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    for (let pass = 0; pass < PASSES; pass++) for (let i = 0; i < LENGTH; i++) b[i] += 1e-9 * a[i];
    best = Math.max(best, (LENGTH * PASSES) / (performance.now() - begun));
  }
  return 1000 * best;
}
