import { expect, it } from 'vitest';
import { normalQuantile } from '../../src/math/normalQuantile.ts';

// scipy.stats.norm.ppf([1e-9, 0.01, 0.25, 1/3, 0.5, 0.9, 0.999999]), SciPy 1.14
it.each([
  [1e-9, -5.9978070150076865],
  [0.01, -2.3263478740408408],
  [0.25, -0.6744897501960817],
  [1 / 3, -0.43072729929545756],
  [0.5, 0],
  [0.9, 1.2815515655446004],
  [0.999999, 4.753424308822899],
])('of %f', (p, expected) => {
  expect(normalQuantile(p)).toBeCloseTo(expected, 7);
});
