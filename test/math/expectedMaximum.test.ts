import { expect, it } from 'vitest';
import { expectedMaximum } from '../../src/math/expectedMaximum.ts';

it('expects the largest of some normal values where SciPy does', () => {
  // scipy.integrate.quad(lambda x: x * k * norm.pdf(x) * np.exp((k - 1) * norm.logcdf(x)), -10, 12, epsabs=1e-12, limit=500)
  const recorded = [
    [1, 0],
    [2, 0.5641895835477564],
    [3, 0.8462843753216346],
    [5, 1.1629644736405196],
    [12, 1.6292276398719132],
    [36, 2.118123286756492],
    [100, 2.5075936364416855],
    [1000, 3.2414357691334423],
    [10_000, 3.851615817066679],
  ];
  for (const [count, largest] of recorded) expect(expectedMaximum(count)).toBeCloseTo(largest, 7);
  // of two: 1 / √π
  expect(expectedMaximum(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 7);
});
