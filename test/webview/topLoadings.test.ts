import { expect, test } from 'vitest';
import { topLoadings } from '../../webview/state/topLoadings.ts';

const loadings = [
  {
    modality: 'rnaseq',
    features: ['a', 'b', 'c', 'd'],
    shared: [Float32Array.of(0.1, -0.5, 0.25, Number.NaN), Float32Array.of(0, 0, 0, 1)],
    private: [Float32Array.of(1, 0.5, -2, 0)],
  },
  { modality: 'protein', features: ['x'], shared: [Float32Array.of(-0.75), Float32Array.of(0)], private: [] },
];
const names = (block: string, dimension: number, count: number) =>
  topLoadings(loadings, block, dimension, count).map(({ modality, features }) => [
    modality,
    ...features.map(({ feature, loading }) => `${feature} ${loading}`),
  ]);

test('a shared dimension moves features of every modality: the largest change first, whatever its sign', () => {
  expect(names('shared', 0, 2)).toEqual([
    ['rnaseq', 'b -0.5', 'c 0.25'],
    ['protein', 'x -0.75'],
  ]);
  expect(names('shared', 0, 9)[0]).toHaveLength(4);
  expect(names('shared', 1, 1)[0]).toEqual(['rnaseq', 'd 1']);
});

test('a private one those of its own modality; one that is not there none', () => {
  expect(names('private_rnaseq', 0, 2)).toEqual([['rnaseq', 'c -2', 'a 1']]);
  expect(names('private_protein', 0, 2)).toEqual([]);
  expect(names('shared', 7, 2)).toEqual([]);
});
