import { describe, expect, it } from 'vitest';
import { permutationNull } from '../../src/evaluation/permutationNull.ts';
import { Random } from '../../src/math/random.ts';
import oracle from './oracle/statistics.json' with { type: 'json' };

const { groups, actual, predicted, features } = oracle.permutation;
const flat = (rows: number[][]): Float32Array => Float32Array.from(rows.flat());

describe('permutations within folds', () => {
  it('reach the R² that 95 % of NumPy’s permutations stay below, and their p', () => {
    const { p, nullR2 } = permutationNull(flat(actual), flat(predicted), groups, 0);
    features.forEach((feature, d) => {
      expect(Math.abs(nullR2[d] - feature.q95)).toBeLessThan(0.03);
      expect(Math.abs(p[d] - feature.p)).toBeLessThan(0.01);
    });
  });

  it('take the difference between folds for nothing: without them the second feature would look predicted', () => {
    const within = permutationNull(flat(actual), flat(predicted), groups, 0);
    const across = permutationNull(flat(actual), flat(predicted), new Uint8Array(groups.length), 0);
    expect(across.p[1]).toBeLessThan(within.p[1]);
  });

  it('resolve p by the features together', () => {
    const { p } = permutationNull(flat([actual[0], actual[0]]), flat([actual[0], predicted[1]]), groups, 0);
    expect(p[0]).toBeCloseTo(1 / 100_001, 8);
  });

  it('move what was measured only: gaps change nothing but by chance', () => {
    const gappy = (rows: number[][], gap: number) => flat(rows.map((row) => [Number.NaN, ...row, gap]));
    const { p, nullR2 } = permutationNull(gappy(actual, 3), gappy(predicted, Number.NaN), [0, ...groups, 1], 0);
    const whole = permutationNull(flat(actual), flat(predicted), groups, 0);
    for (const d of [0, 1]) {
      expect(Math.abs(p[d] - whole.p[d])).toBeLessThan(0.01);
      expect(Math.abs(nullR2[d] - whole.nullR2[d])).toBeLessThan(0.01);
    }
  });

  it('give uniform p-values where there is nothing to find', () => {
    const [count, samples] = [400, 30];
    const x = new Random(1).normals(count * samples).map(Math.exp);
    const prediction = new Random(2).normals(count * samples);
    const { p } = permutationNull(x, prediction, new Uint8Array(samples), 0);
    for (const level of [0.05, 0.2, 0.5]) {
      const share = p.filter((value) => value <= level).length / count;
      expect(Math.abs(share - level)).toBeLessThan(3 * Math.sqrt((level * (1 - level)) / count));
    }
  });

  it('give p = 1 for a constant prediction, whose R² no permutation changes, and NaN for a constant feature', () => {
    const { p, nullR2 } = permutationNull(
      Float32Array.of(1, 2, 6, 5, 5, 5),
      Float32Array.of(0.1, 0.1, 0.1, 1, 2, 3),
      [0, 0, 0],
      0,
    );
    expect([...p]).toEqual([1, Number.NaN]);
    expect(nullR2[0]).toBeCloseTo(1 - (0.9 ** 2 + 1.9 ** 2 + 5.9 ** 2) / 14, 5);
    expect(nullR2[1]).toBeNaN();
  });
});
