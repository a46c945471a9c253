import { expect, it } from 'vitest';
import { studentTwoSided } from '../../src/math/studentT.ts';
// Recorded with test/analysis/oracle/make.py (SciPy 1.17.1).
import oracle from '../analysis/oracle/comparisons.json' with { type: 'json' };

it('gives SciPy’s two-sided p-values, far into the tails', () => {
  for (const [t, freedom, expected] of oracle.studentTwoSided) {
    const p = studentTwoSided(t, freedom);
    if (expected === 0) expect(p).toBe(0);
    else expect(p / expected, `t ${t}, ν ${freedom}`).toBeCloseTo(1, 9);
  }
});

it('is a p-value at the ends as well', () => {
  expect(studentTwoSided(0, 5)).toBe(1);
  expect(studentTwoSided(Number.POSITIVE_INFINITY, 5)).toBe(0);
  expect(studentTwoSided(Number.NEGATIVE_INFINITY, 5)).toBe(0);
  expect(studentTwoSided(Number.NaN, 5)).toBeNaN();
  expect(studentTwoSided(1, 0)).toBeNaN();
  // One degree of freedom is Cauchy's distribution: 1 − 2 atan(1) / π.
  expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 11);
});
