import { describe, expect, it } from 'vitest';
import { expectedLog1p } from '../../src/math/expectedLog1p.ts';
import { logFactorial } from '../../src/math/logFactorial.ts';
// Recorded with test/model/oracle/likelihoods.py: scipy.special.gammaln, and sums over scipy.stats.nbinom.pmf.
import oracle from '../model/oracle/likelihoods.json' with { type: 'json' };

it.each(Object.entries(oracle.logFactorial))('ln %s! is that of scipy.special.gammaln', (n, expected) => {
  expect(Math.abs(logFactorial(Number(n)) - expected)).toBeLessThanOrEqual(1e-14 * expected);
});

describe('E ln(1 + X)', () => {
  it.each(oracle.expectedLog1p)('of a count with mean %f and ln dispersion %f', (mean, logDispersion, expected) => {
    expect(Math.abs(expectedLog1p(mean, logDispersion) - expected)).toBeLessThan(5e-3 * Math.min(1, 5 * expected));
  });

  it('is finite for any mean', () => {
    expect(expectedLog1p(0, 0)).toBe(0);
    expect(expectedLog1p(Math.exp(30), Number.POSITIVE_INFINITY)).toBeCloseTo(20, 2);
    expect(expectedLog1p(1e-30, -40)).toBeGreaterThanOrEqual(0);
  });
});
