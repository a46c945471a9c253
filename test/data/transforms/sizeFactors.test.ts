import { describe, expect, it } from 'vitest';
import { refuseOtherValues } from '../../../src/data/likelihoodValues.ts';
import { toDense } from '../../../src/data/matrix.ts';
import { defaultTransform } from '../../../src/data/scale.ts';
import { applySteps } from '../../../src/data/transforms/applySteps.ts';
import { fitTransform } from '../../../src/data/transforms/fitTransform.ts';
import { sizeFactors, sizeProfile } from '../../../src/data/transforms/sizeFactors.ts';
import { userErrorOf } from '../scratch.ts';
import { modality } from './tables.ts';

const nan = Number.NaN;

describe('the size of a sample', () => {
  // Training sums 4, 8 and 12: the median sample has 8 counts. Column means 3 and 5.
  const table = modality([
    [1, 3],
    [3, 5],
    [5, 7],
    [30, 50],
    [nan, nan],
    [0, 0],
    [6, nan],
  ]);
  const train = Int32Array.of(0, 1, 2, 4);

  it('is its sum over that of the median training sample', () => {
    const profile = sizeProfile(table, train);
    expect([...profile]).toEqual([3, 5]);
    expect([...sizeFactors(table, profile).slice(0, 4)]).toEqual([0.5, 1, 1.5, 10]);
  });

  it('of a sample with missing cells compares with the same cells of the others', () => {
    expect(sizeFactors(table, sizeProfile(table, train))[6]).toBe(2);
  });

  it('is that of one count where there is none, and 1 where the sample lacks the modality', () => {
    const sizes = sizeFactors(table, sizeProfile(table, train));
    expect([sizes[5], sizes[4]]).toEqual([1 / 8, 1]);
  });

  it('depends on training samples alone', () => {
    const other = modality([
      [1, 3],
      [3, 5],
      [5, 7],
      [1e6, 0],
      [nan, nan],
    ]);
    expect(sizeProfile(other, train)).toEqual(sizeProfile(table, train));
  });

  it('takes features into account that are not kept', () => {
    const fitted = fitTransform(table, train, { transform: [], topVariance: 1, counts: true });
    expect(fitted.keep).toHaveLength(1);
    expect(fitted.profile).toHaveLength(2);
  });

  it('divides counts before the logarithm', () => {
    const fitted = fitTransform(table, train, { transform: ['log1p'], counts: true });
    // 1 / 0.5, 3 / 1 and 5 / 1.5; 3 / 0.5, 5 / 1 and 7 / 1.5
    const expected = [2, 6, 3, 5, 5 / 1.5, 7 / 1.5].map(Math.log1p);
    toDense(applySteps(table, fitted))
      .values.slice(0, 6)
      .forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 6);
      });
  });
});

describe('values that a likelihood does not allow', () => {
  it.each([
    [
      'poisson',
      [
        [0, 1],
        [2, -3],
      ],
      'm.csv, sample "s1", feature "f1": -3, but the likelihood "poisson" is for counts, whole numbers from 0 upwards. Use "likelihood": "gaussian" with "transform": ["standardize"] for "m", or give the table of raw counts.',
    ],
    [
      'negative-binomial',
      [
        [0, 1.5],
        [2, 3],
      ],
      'm.csv, sample "s0", feature "f1": 1.5, but the likelihood "negative-binomial" is for counts, whole numbers from 0 upwards. Use "likelihood": "gaussian" with "transform": ["log1p", "standardize"] for "m", or give the table of raw counts.',
    ],
    [
      'bernoulli',
      [
        [0, 1],
        [2, 1],
      ],
      'm.csv, sample "s1", feature "f0": 2, but the likelihood "bernoulli" is for zeros and ones. Use "likelihood": "gaussian" with "transform": ["log1p", "standardize"] for "m", or give the table of raw zeros and ones.',
    ],
  ] as const)('%s: are named', async (likelihood, rows, message) => {
    expect(await userErrorOf(() => refuseOtherValues(modality(rows.map((row) => [...row])), likelihood))).toBe(message);
  });

  it('are not missing ones, nor anything under gaussian and laplace', () => {
    refuseOtherValues(
      modality([
        [nan, 1],
        [1e6, 0],
      ]),
      'poisson',
    );
    refuseOtherValues(
      modality([
        [nan, 1],
        [0, 0],
      ]),
      'bernoulli',
    );
    refuseOtherValues(
      modality([
        [-1.5, 1],
        [0, 0],
      ]),
      'laplace',
    );
  });
});

it('chooses transforms by the likelihood first', () => {
  expect(defaultTransform('negative-binomial', 'binary')).toEqual(['log1p', 'standardize']);
  expect(defaultTransform('bernoulli', 'binary')).toEqual([]);
  expect(defaultTransform('gaussian', 'counts')).toEqual(['library-size', 'log1p', 'standardize']);
  expect(defaultTransform('laplace', 'real')).toEqual(['standardize']);
});
