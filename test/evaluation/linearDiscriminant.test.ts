import { expect, it } from 'vitest';
import { fitLinearDiscriminant } from '../../src/evaluation/linearDiscriminant.ts';
import oracle from './oracle/linearDiscriminant.json' with { type: 'json' };

// Recorded with test/evaluation/oracle/linearDiscriminant.py.
const FEATURES = oracle.x[0].length;
const x = Float32Array.from(oracle.x.flat());

it('gives scikit-learn’s classes, a repeated column included', () => {
  const classify = fitLinearDiscriminant(
    x.slice(0, oracle.train * FEATURES),
    oracle.codes.slice(0, oracle.train),
    FEATURES,
    3,
  );
  const predicted = [...classify(x.slice(oracle.train * FEATURES))];
  expect(predicted).toEqual(oracle.predicted);
  // The classes overlap: an answer that is right by luck would not agree everywhere.
  expect(predicted).not.toEqual(oracle.codes.slice(oracle.train));
  expect(new Set(predicted).size).toBe(3);
});

it('never predicts a class that it has not seen', () => {
  const classify = fitLinearDiscriminant(Float32Array.of(-1, -1.5, 1, 1.5), [0, 0, 2, 2], 1, 4);
  expect([...classify(Float32Array.of(-9, -0.1, 0.1, 9))]).toEqual([0, 0, 2, 2]);
});
