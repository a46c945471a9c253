import { expect, test } from 'vitest';
import { medianR2, runScores } from '../../src/run/runScores.ts';
import { score } from '../extension/fixtures.ts';

const metrics = {
  epoch: 1,
  classification: [{ block: 'shared', samples: 4, accuracy: 1, auc: 0.75 }],
  dimensions: [],
  r2: [
    score('rna', 'mirna', 0.4),
    score('mirna', 'rna', 0.1),
    score('rna', 'rna', 0.9),
    score('all', 'rna', 0.8),
    score('mirna', 'protein', null),
  ],
};

test('one number for a run: the middle of the directions between two tables', () => {
  expect(medianR2(metrics)).toBeCloseTo(0.25);
  expect(medianR2(null)).toBeNull();
});

test('every direction between two tables and every latent block has a score of its own', () => {
  expect(runScores(metrics)).toEqual({
    r2: 0.25,
    'r2:rna:mirna': 0.4,
    'r2:mirna:rna': 0.1,
    'r2:mirna:protein': null,
    'auc:shared': 0.75,
  });
  expect(runScores(null)).toEqual({});
});
