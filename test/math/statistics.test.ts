import { describe, expect, it } from 'vitest';
import { mean, median, quantile, standardDeviation } from '../../src/math/statistics.ts';

describe('statistics of the finite values', () => {
  const values = [4, Number.NaN, 1, Number.POSITIVE_INFINITY, 3, 2];

  it('interpolates quantiles as NumPy does by default (numpy.quantile([1, 2, 3, 4], [0, .25, .5, .9, 1]))', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map((q) => quantile(values, q))).toEqual([1, 1.75, 2.5, 3.7, 4]);
  });

  it('takes median and mean', () => {
    expect(median(values)).toBe(2.5);
    expect(mean(values)).toBe(2.5);
    expect(median([5])).toBe(5);
  });

  it('has none without finite values', () => {
    for (const none of [[], [Number.NaN]])
      expect([quantile(none, 0.3), median(none), mean(none)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

it('spreads values as NumPy does (numpy.std([1, 2, 4, 8], ddof=1))', () => {
  expect(standardDeviation([1, 2, 4, 8])).toBeCloseTo(3.095695936834452, 12);
  expect([standardDeviation([]), standardDeviation([3])]).toEqual([Number.NaN, Number.NaN]);
});
