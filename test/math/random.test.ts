import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.ts';

const moments = (values: ArrayLike<number>) => {
  const n = values.length;
  const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / n;
  const variance = Array.from(values).reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  return { mean, variance };
};

describe('random numbers', () => {
  it('repeat for a key and differ between keys, whatever part of it differs', () => {
    const first = (...key: number[]) => Array.from(new Random(...key).uniforms(4, 1));
    expect(first(1, 2)).toEqual(first(1, 2));
    const keys = [[1, 2], [2, 1], [1], [1, 2, 0], [1, 3], [0, 0], [0]];
    expect(new Set(keys.map((key) => first(...key).join())).size).toBe(keys.length);
  });

  it('are uniform', () => {
    const values = new Random(1).uniforms(100_000, 2);
    const { mean, variance } = moments(values);
    // Standard errors: 1.155 / sqrt(1e5) = .0037 and about .004.
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 4 / 3)).toBeLessThan(0.02);
    expect(values.every((value) => value >= -2 && value < 2)).toBe(true);
  });

  it('are standard normal, and independent of their neighbours', () => {
    const values = new Random(2, 3).normals(100_001);
    const { mean, variance } = moments(values);
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    const inside = values.filter((value) => Math.abs(value) < 1.959964).length / values.length;
    expect(Math.abs(inside - 0.95)).toBeLessThan(0.003);
    const lagged = values.slice(1).reduce((sum, value, i) => sum + value * values[i], 0) / 1e5;
    expect(Math.abs(lagged)).toBeLessThan(0.015);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('are normal in the tails too, where the ziggurat draws by another rule', () => {
    const n = 2_000_000;
    const values = new Random(4).normals(n);
    // Expected beyond ±x: 2 (1 − Φ(x)); five standard errors either way.
    for (const [x, share] of [
      [3, 2.6998e-3],
      [3.442619855899, 5.7611e-4],
      [4, 6.3342e-5],
    ]) {
      const beyond = values.reduce((sum, value) => sum + Number(Math.abs(value) > x), 0);
      expect(Math.abs(beyond - n * share), `beyond ${x}`).toBeLessThan(5 * Math.sqrt(n * share));
    }
    const fourth = values.reduce((sum, value) => sum + value ** 4, 0) / n;
    // E x⁴ = 3, standard deviation of x⁴ = √96.
    expect(Math.abs(fourth - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it('of nearby keys are not alike', () => {
    const a = new Random(7, 1).normals(50_000);
    const b = new Random(7, 2).normals(50_000);
    expect(Math.abs(a.reduce((sum, value, i) => sum + value * b[i], 0) / 5e4)).toBeLessThan(0.02);
  });

  it('permute', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.integer(), (n, seed) => {
        expect([...new Random(seed).permutation(n)].sort((x, y) => x - y)).toEqual(
          Array.from({ length: n }, (_, i) => i),
        );
      }),
    );
    const first = Array.from({ length: 6000 }, (_, seed) => new Random(seed).permutation(3).join(''));
    for (const order of ['012', '021', '102', '120', '201', '210']) {
      // 1000 expected each, standard deviation 29.
      expect(Math.abs(first.filter((one) => one === order).length - 1000)).toBeLessThan(150);
    }
  });
});
