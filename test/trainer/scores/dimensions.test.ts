import { expect, it } from 'vitest';
import { deviations, dimensionsOf } from '../../../src/trainer/scores/dimensions.ts';

const block = {
  name: 'private_rna',
  dimensions: 3,
  // The last sample lacks the modality.
  values: Float32Array.of(1, 0.05, 5, -1, -0.05, 5, 9, 9, 9),
  kl: Float32Array.of(0.5, 1, 1, 0.25, 1, 1, 9, 9, 9),
  present: Uint8Array.of(1, 1, 0),
};

it('tells used dimensions by the variance of their means and by their KL, over the samples that inform them', () => {
  const found = dimensionsOf([block, { ...block, name: 'shared', kl: new Float32Array(9).fill(0.01) }]);
  expect(found.slice(0, 3)).toEqual([
    { block: 'private_rna', dimension: 1, kl: 0.375, variance: 1, used: true },
    { block: 'private_rna', dimension: 2, kl: 1, variance: expect.closeTo(0.0025, 6), used: false },
    { block: 'private_rna', dimension: 3, kl: 1, variance: 0, used: false },
  ]);
  expect(found[3]).toMatchObject({ block: 'shared', dimension: 1, used: false });
});

it('knows their standard deviations', () => {
  expect(deviations(block)).toEqual([1, expect.closeTo(0.05, 6), 0]);
});
