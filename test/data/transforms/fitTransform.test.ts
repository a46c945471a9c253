import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDense } from '../../../src/data/matrix.ts';
import { applySteps } from '../../../src/data/transforms/applySteps.ts';
import { fitTransform } from '../../../src/data/transforms/fitTransform.ts';
import { unstandardize } from '../../../src/data/transforms/unstandardize.ts';
import { userErrorOf } from '../scratch.ts';
import { applyTransform, modality } from './tables.ts';

const nan = Number.NaN;

const rounded = (values: ArrayLike<number>) => Array.from(values, (value) => Number(value.toFixed(5)));

describe('statistics', () => {
  // Training rows 0, 1, 2: f0 = 2, 4, 6 (mean 4, variance 8/3); f1 = 5, 5, 5; f2 = 1, missing, 3 (mean 2, variance 1).
  const table = modality([
    [2, 5, 1],
    [4, 5, nan],
    [6, 5, 3],
    [100, 7, 100],
    [nan, nan, nan],
  ]);
  const train = Int32Array.of(0, 1, 2, 4);

  it('come from the observed cells of the training samples, with divisor n', () => {
    const fitted = fitTransform(table, train, { transform: ['standardize'] });
    expect([...fitted.keep]).toEqual([0, 2]);
    expect(fitted.dropped).toEqual(['f1']);
    expect([...fitted.mean]).toEqual([4, 2]);
    expect(rounded(fitted.scale)).toEqual([1.63299, 1]);
  });

  it('are applied to every sample; what is missing stays missing', () => {
    const fitted = fitTransform(table, train, { transform: ['standardize'] });
    expect(rounded(applyTransform(table, fitted))).toEqual([-1.22474, -1, 0, nan, 1.22474, 1, 58.78775, 98, nan, nan]);
  });

  it('are not touched by held-out samples', () => {
    const changed = modality([
      [2, 5, 1],
      [4, 5, nan],
      [6, 5, 3],
      [-9, 0, 1e6],
      [7, 7, 7],
    ]);
    expect(fitTransform(changed, Int32Array.of(0, 1, 2), { transform: ['standardize'] })).toEqual(
      fitTransform(table, train, { transform: ['standardize'] }),
    );
  });

  it('are 0 and 1 without standardising', () => {
    const fitted = fitTransform(table, train, { transform: [] });
    expect([...fitted.mean, ...fitted.scale]).toEqual([0, 0, 1, 1]);
    expect([...applyTransform(table, fitted)]).toEqual([2, 1, 4, nan, 6, 3, 100, 100, nan, nan]);
  });

  it('are taken after the logarithm', () => {
    const e = Math.E;
    const counts = modality([
      [0, 3],
      [e - 1, 4],
      [e ** 2 - 1, 5],
    ]);
    const all = Int32Array.of(0, 1, 2);
    const fitted = fitTransform(counts, all, { transform: ['log1p', 'standardize'] });
    expect(fitted.mean[0]).toBeCloseTo(1, 6);
    expect(fitted.scale[0]).toBeCloseTo(Math.sqrt(2 / 3), 6);
    expect(rounded(applyTransform(counts, fitted).filter((_, i) => i % 2 === 0))).toEqual([-1.22474, 0, 1.22474]);
    expect(rounded(applyTransform(counts, fitTransform(counts, all, { transform: ['log1p'] })))).toEqual([
      0, 1.38629, 1, 1.60944, 2, 1.79176,
    ]);
  });

  it('see a constant also where its mean is off by a rounding error', () => {
    const tenths = modality(Array.from({ length: 10 }, (_, n) => [0.1, n]));
    expect(
      fitTransform(
        tenths,
        Int32Array.from({ length: 10 }, (_, n) => n),
        { transform: ['log1p'] },
      ).dropped,
    ).toEqual(['f0']);
  });
});

describe('the most variable features', () => {
  const table = modality([
    [0, 0, 0, 0, 7],
    [10, 1, 1, 5, 7],
  ]);
  const train = Int32Array.of(0, 1);

  it('are kept in the order of the table, ties from the left', () => {
    const kept = (topVariance: number) => [
      ...fitTransform(table, train, { transform: ['standardize'], topVariance }).keep,
    ];
    expect(kept(1)).toEqual([0]);
    expect(kept(2)).toEqual([0, 3]);
    expect(kept(3)).toEqual([0, 1, 3]);
    expect(kept(99)).toEqual([0, 1, 2, 3]);
  });

  it('are told from constant ones, which alone count as dropped', () => {
    expect(fitTransform(table, train, { transform: [], topVariance: 1 }).dropped).toEqual(['f4']);
  });
});

describe('features by name', () => {
  const table = modality([
    [0, 0, 0, 0, 7],
    [10, 1, 1, 5, 7],
  ]);
  const train = Int32Array.of(0, 1);
  const kept = (features: string[], topVariance?: number) =>
    fitTransform(table, train, { transform: [], features, topVariance });

  it('are kept in the order of the table; of them only, constants count as dropped', () => {
    expect([...kept(['f3', 'f1']).keep]).toEqual([1, 3]);
    expect(kept(['f3', 'f1']).dropped).toEqual([]);
    expect([...kept(['f4', 'f1', 'f1']).keep]).toEqual([1]);
    expect(kept(['f4', 'f1']).dropped).toEqual(['f4']);
  });

  it('are what the most variable ones are chosen from', () => {
    expect([...kept(['f1', 'f2', 'f3'], 2).keep]).toEqual([1, 3]);
  });

  it('leave the sizes of samples to all columns', () => {
    const fitted = fitTransform(table, train, { transform: ['library-size'], features: ['f1', 'f3'] });
    // Sums 7 and 24, their median 15.5.
    expect(rounded(applyTransform(table, fitted))).toEqual(
      [0, 0, 15.5 / 24, (5 * 15.5) / 24].map((value) => Number(value.toFixed(5))),
    );
  });

  it('must be in the table', async () => {
    expect(await userErrorOf(() => kept(['f1', 'F3', 'g']))).toBe(
      'm.csv lacks 2 of the 3 "features" to keep of "m": F3, g. 1 would match but for upper and lower case: "F3" and "f3". Write the names as in the table.',
    );
    expect(await userErrorOf(() => kept(['g']))).toBe(
      'm.csv lacks 1 of the 1 "features" to keep of "m": g. Write the names as in the table (f0, f1, f2, …), or leave them out.',
    );
  });
});

describe('refusals', () => {
  const both = Int32Array.of(0, 1);

  it('of the logarithm of a negative value, wherever it is', async () => {
    const table = modality([
      [1, 2],
      [3, 4],
      [5, -0.25],
    ]);
    const message =
      'm.csv, sample "s2", feature "f1": -0.25 is negative, and log1p is for values from 0 upwards. Use "transform": ["standardize"] for "m".';
    expect(await userErrorOf(() => fitTransform(table, both, { transform: ['log1p'] }))).toBe(message);
    const fitted = fitTransform(
      modality([
        [1, 2],
        [3, 4],
      ]),
      both,
      { transform: ['log1p'] },
    );
    expect(await userErrorOf(() => applyTransform(table, fitted))).toBe(message);
  });

  it('of a table in which nothing varies among the training samples', async () => {
    const table = modality([
      [1, nan],
      [1, 5],
      [2, 6],
    ]);
    expect(await userErrorOf(() => fitTransform(table, both, { transform: [] }))).toMatch(
      /m\.csv: no feature of "m" varies among the 2 training samples/,
    );
  });

  it('of a value above 1 for M-values', async () => {
    const table = modality([
      [0, 1],
      [0.5, 1.5],
    ]);
    expect(await userErrorOf(() => fitTransform(table, both, { transform: ['m-values'] }))).toBe(
      'm.csv, sample "s1", feature "f1": 1.5 is above 1, and m-values is for proportions, from 0 to 1. Use "transform": ["log1p", "standardize"] for "m".',
    );
  });
});

describe('round trips', () => {
  it('bring standardised values back to the scale before', () => {
    const rows = fc.array(fc.array(fc.float({ min: 0, max: 1000, noNaN: true }), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 12,
    });
    fc.assert(
      fc.property(rows, fc.boolean(), (values, log) => {
        const table = modality([...values, [1, 2, 3], [2, 4, 6]]);
        const train = Int32Array.from({ length: table.sampleIds.length }, (_, n) => n);
        const steps = log ? (['log1p'] as const) : [];
        const plain = applyTransform(table, fitTransform(table, train, { transform: steps }));
        const fitted = fitTransform(table, train, { transform: [...steps, 'standardize'] });
        const standard = applyTransform(table, fitted);
        unstandardize(standard, fitted).forEach((value, i) => {
          expect(Math.abs(value - plain[i])).toBeLessThan(1e-3);
        });
        for (let k = 0; k < 3; k++) {
          const column = standard.filter((_, i) => i % 3 === k);
          const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
          expect(mean).toBeCloseTo(0, 3);
          expect(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length).toBeCloseTo(1, 3);
        }
      }),
    );
  });
});

it('keeps values exact before standardising: those that are equal in the file stay equal', () => {
  const table = modality([[0.1], [0.7], [0.1], [0.1]]);
  const fitted = fitTransform(table, Int32Array.of(0, 1, 2), { transform: ['standardize'] });
  const same = Math.fround(0.1);
  expect([...toDense(applySteps(table, fitted)).values]).toEqual([same, Math.fround(0.7), same, same]);
});
