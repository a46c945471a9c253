import { describe, expect, it } from 'vitest';
import { expectedLog1p } from '../../src/math/expectedLog1p.ts';
import { logFactorial } from '../../src/math/logFactorial.ts';
// Recorded with test/model/oracle/likelihoods.py: scipy.special.gammaln, and sums over scipy.stats.nbinom.pmf.
import oracle from '../model/oracle/likelihoods.json' with { type: 'json' };

it.each(Object.entries(oracle.logFactorial))('ln %s! is that of scipy.special.gammaln', (n, expected) => {
  expect(Math.abs(logFactorial(Number(n)) - expected)).toBeLessThanOrEqual(1e-14 * expected);
});

describe('E ln(1 + X)', () => {
  const one = (mean: number, logDispersion: number): number =>
    expectedLog1p(Float32Array.of(mean), Float32Array.of(logDispersion))[0];

  it.each(oracle.expectedLog1p)('of a count with mean %f and ln dispersion %f', (mean, logDispersion, expected) => {
    expect(Math.abs(one(mean, logDispersion) - expected)).toBeLessThan(5e-3 * Math.min(1, 5 * expected));
  });

  it('is finite for any mean', () => {
    expect(one(0, 0)).toBe(0);
    expect(one(Math.exp(30), Number.POSITIVE_INFINITY)).toBeCloseTo(20, 2);
    expect(one(1e-30, -40)).toBeGreaterThanOrEqual(0);
  });

  it('takes the dispersion of each feature, row by row', () => {
    const found = expectedLog1p(Float32Array.of(3, 3, 40, 40), Float32Array.of(-1, 2));
    expect([...found]).toEqual([one(3, -1), one(3, 2), one(40, -1), one(40, 2)]);
  });
});
