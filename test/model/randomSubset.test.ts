import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { loadEngine } from '../../src/engine/engine.ts';
import { Random } from '../../src/math/random.ts';
import { randomSubsets } from '../../src/model/randomSubset.ts';

beforeAll(async () => {
  await loadEngine('wasm');
});

it('draws sizes 2 to M − 1 evenly, and subsets of one size evenly', () => {
  const names = ['a', 'b', 'c', 'd'];
  const N = 60_000;
  const masks = tf.tidy(() => randomSubsets(tf.tensor2d(new Random(1).normals(N), [N, 1]), names).dataSync());
  const counts = new Map<string, number>();
  for (let n = 0; n < N; n++) {
    const subset = names.filter((_, m) => masks[n * names.length + m] === 1).join('');
    counts.set(subset, (counts.get(subset) ?? 0) + 1);
  }
  const expected = new Map<string, number>([
    ...['ab', 'ac', 'ad', 'bc', 'bd', 'cd'].map((subset): [string, number] => [subset, 1 / 2 / 6]),
    ...['abc', 'abd', 'acd', 'bcd'].map((subset): [string, number] => [subset, 1 / 2 / 4]),
  ]);
  expect([...counts.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [subset, share] of expected) {
    const deviation = Math.sqrt((share * (1 - share)) / N);
    expect(Math.abs((counts.get(subset) ?? 0) / N - share), subset).toBeLessThan(5 * deviation);
  }
});
