import { describe, expect, it } from 'vitest';
import { ridgePredictions, rowsForRidge } from '../../src/evaluation/ridge.ts';
import { multiply } from './multiply.ts';
import oracle from './oracle/statistics.json' with { type: 'json' };

const flat = (rows: number[][]): Float32Array => Float32Array.from(rows.flat());

describe.each([
  ['more rows than inputs', oracle.ridge.tall],
  ['more inputs than rows', oracle.ridge.wide],
])('ridge regression, %s', (_, { x, y, heldOut, penalty, score, predicted }) => {
  const fitted = () =>
    ridgePredictions({ x: flat(x), inputs: x[0].length, y: flat(y), heldOut: flat(heldOut) }, multiply);

  it('chooses the penalty of least generalised cross-validation', async () => {
    const found = await fitted();
    penalty.forEach((expected, t) => {
      expect(found.penalty[t] / expected).toBeCloseTo(1, 4);
      expect(found.score[t] / score[t]).toBeCloseTo(1, 3);
    });
  });

  it('predicts what scikit-learn’s Ridge predicts with it', async () => {
    const found = await fitted();
    predicted.flat().forEach((expected, i) => {
      expect(Math.abs(found.predicted[i] - expected)).toBeLessThan(1e-3);
    });
  });
});

it('says the mean where the inputs do not vary', async () => {
  const { predicted } = await ridgePredictions(
    { x: Float32Array.of(5, 5, 5), inputs: 1, y: Float32Array.of(1, 2, 6), heldOut: Float32Array.of(7) },
    multiply,
  );
  expect(predicted[0]).toBeCloseTo(3, 5);
});

it('is given 1000 evenly spaced rows where rows and inputs are more', () => {
  const rows = Int32Array.from({ length: 3000 }, (_, i) => 10 + i);
  const thin = rowsForRidge(rows, 1001);
  expect([thin.length, thin[0], thin[1], thin[999]]).toEqual([1000, 10, 13, 3007]);
  expect(rowsForRidge(rows, 1000)).toBe(rows);
});
