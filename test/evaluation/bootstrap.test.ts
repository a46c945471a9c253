import { describe, expect, it } from 'vitest';
import { bootstrapR2 } from '../../src/evaluation/bootstrap.ts';
import { multiply } from './multiply.ts';
import oracle from './oracle/statistics.json' with { type: 'json' };

const { actual, predicted, intervals } = oracle.bootstrap;
const SAMPLES = actual[0].length;
const [x, p] = [actual, predicted].map((rows) => Float32Array.from(rows.flat()));

describe('bootstrap intervals of R²', () => {
  it('are those of SciPy’s percentile bootstrap, up to the chance of 1000 resamples', async () => {
    const { low, high } = await bootstrapR2(x, p, SAMPLES, 0, multiply);
    intervals.forEach(([from, to], d) => {
      const tolerance = 0.1 * (to - from);
      expect(Math.abs(low[d] - from)).toBeLessThan(tolerance);
      expect(Math.abs(high[d] - to)).toBeLessThan(tolerance);
    });
  });

  it('repeat with the seed, whatever features come with them', async () => {
    const all = await bootstrapR2(x, p, SAMPLES, 3, multiply);
    const last = await bootstrapR2(x.subarray(2 * SAMPLES), p.subarray(2 * SAMPLES), SAMPLES, 3, multiply);
    expect(last.low[0]).toBe(all.low[2]);
    expect((await bootstrapR2(x, p, SAMPLES, 4, multiply)).low).not.toEqual(all.low);
  });

  it('leave missing cells out: a few at the end make them those of the others, up to chance', async () => {
    const longer = (values: number[][], end: number[]) => Float32Array.from(values.flatMap((row) => [...row, ...end]));
    const gappy = await bootstrapR2(
      longer(actual, [Number.NaN, 9]),
      longer(predicted, [7, Number.NaN]),
      SAMPLES + 2,
      0,
      multiply,
    );
    intervals.forEach(([from, to], d) => {
      expect(Math.abs(gappy.low[d] - from)).toBeLessThan(0.1 * (to - from));
      expect(Math.abs(gappy.high[d] - to)).toBeLessThan(0.1 * (to - from));
    });
  });

  it('are NaN where a feature does not vary or was never measured', async () => {
    const flat = Float32Array.of(3, 3, 3, Number.NaN, Number.NaN, Number.NaN);
    const { low, high } = await bootstrapR2(flat, Float32Array.of(1, 2, 3, 1, 2, 3), 3, 0, multiply);
    expect([...low, ...high]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});
