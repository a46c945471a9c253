import { expect, it } from 'vitest';
import { featureValues } from '../../src/analysis/featureValues.ts';
import { sparseMatrix } from '../data/sparseMatrix.ts';

const nan = Number.NaN;

it('gives every sample of a sparse table its value, its zero, or none', () => {
  const table = {
    modality: 'atac',
    features: ['a', 'b', 'c'],
    matrix: sparseMatrix([
      [0, 1, 2],
      [0, 0, 0],
      [0, nan, 4],
      [0, 5, 0],
      [0, 0, 6],
    ]),
    observed: Uint8Array.of(1, 0, 1, 1, 1),
    unit: 'count',
  };
  expect([...featureValues(table, 'a').values]).toEqual([0, nan, 0, 0, 0]);
  expect([...featureValues(table, 'b').values]).toEqual([1, nan, nan, 5, 0]);
  expect([...featureValues(table, 'c').values]).toEqual([2, nan, 4, 0, 6]);
});
