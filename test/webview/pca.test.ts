import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitPca, project } from '../../webview/state/pca.ts';

const SAMPLES = 40;
const of = (value: (i: number) => number) => Float32Array.from({ length: SAMPLES }, (_, i) => value(i));
const DIMENSIONS = [
  of((i) => 3 + 2 * Math.sin(i)),
  of((i) => Math.cos(0.7 * i) - 0.5 * Math.sin(i)),
  of((i) => 0.1 * i),
  of((i) => Math.sin(0.3 * i) * Math.cos(i)),
];

describe('principal components', () => {
  /*
   * scikit-learn 1.9.1:
   * i = numpy.arange(40); s, c = numpy.sin, numpy.cos
   * x = numpy.stack([3 + 2*s(i), c(.7*i) - .5*s(i), .1*i, s(.3*i)*c(i)], 1).astype('float32')
   * p = PCA().fit(x); p.explained_variance_ratio_, p.components_, p.transform(x)[[0, 7, 39]]
   * Its signs are by the same rule: the largest entry of a component is positive.
   */
  test('are those of scikit-learn, with their signs', () => {
    const pca = fitPca(DIMENSIONS);
    closeTo(pca.shares, [0.510093, 0.317968, 0.110969, 0.06097], 5);
    closeTo(pca.vectors[0], [0.95377, -0.28928, -0.0813, -0.00524], 4);
    closeTo(pca.vectors[1], [0.07941, -0.01786, 0.99644, -0.02195], 4);
    closeTo(pca.vectors[2], [0.28969, 0.95539, -0.0047, 0.0574], 4);
    closeTo(pca.vectors[3], [-0.00991, -0.05686, 0.02176, 0.9981], 4);
    const scores = [0, 1, 2, 3].map((k) => project(DIMENSIONS, pca, k));
    closeTo(
      [0, 7, 39].flatMap((i) => scores.map((component) => component[i])),
      [-0.1803, -1.9658, 0.931, -0.0692, 1.343, -1.1578, 0.2546, 0.6475, 1.9334, 2.1144, -0.4931, -0.09],
      3,
    );
  });

  test('leave samples out that lack the block, and give them no place', () => {
    const padded = DIMENSIONS.map((values) => Float32Array.from([Number.NaN, ...values, Number.NaN]));
    const [plain, pca] = [fitPca(DIMENSIONS), fitPca(padded)];
    closeTo(pca.shares, [...plain.shares], 9);
    const scores = project(padded, pca, 0);
    expect([scores[0], scores[SAMPLES + 1]]).toEqual([Number.NaN, Number.NaN]);
    closeTo(scores.slice(1, -1), [...project(DIMENSIONS, plain, 0)], 5);
  });

  test('of a block that carries nothing have shares of 0', () => {
    const constant = fitPca([new Float32Array(5).fill(2), new Float32Array(5)]);
    expect([...constant.shares]).toEqual([0, 0]);
    expect([...project([new Float32Array(5).fill(2), new Float32Array(5)], constant, 0)]).toEqual([0, 0, 0, 0, 0]);
    expect(fitPca([Float32Array.of(Number.NaN), Float32Array.of(Number.NaN)]).shares).toEqual(Float64Array.of(0, 0));
  });

  test('of any block stand at right angles, in order of variance, and their scores do not correlate', () => {
    const entry = fc.float({ min: -100, max: 100, noNaN: true });
    const block = fc
      .integer({ min: 2, max: 6 })
      .chain((size) =>
        fc.array(fc.array(entry, { minLength: 12, maxLength: 12 }), { minLength: size, maxLength: size }),
      );
    fc.assert(
      fc.property(block, (rows) => {
        const dimensions = rows.map((row) => Float32Array.from(row));
        const pca = fitPca(dimensions);
        const scores = dimensions.map((_, k) => project(dimensions, pca, k));
        const spread = Math.max(1e-3, ...scores.map((s) => product(s, s)));
        for (const [k, vector] of pca.vectors.entries()) {
          for (const [l, other] of pca.vectors.entries()) {
            expect(product(vector, other)).toBeCloseTo(Number(k === l), 9);
            if (k !== l) expect(Math.abs(product(scores[k], scores[l])) / spread).toBeLessThan(1e-4);
          }
          if (k > 0) expect(pca.shares[k]).toBeLessThanOrEqual(pca.shares[k - 1]);
        }
      }),
    );
  });
});

function closeTo(actual: ArrayLike<number>, expected: readonly number[], digits: number): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i], `entry ${i}`).toBeCloseTo(value, digits);
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);
}
