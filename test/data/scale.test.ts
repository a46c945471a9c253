import { describe, expect, it } from 'vitest';
import { denseMatrix } from '../../src/data/matrix.ts';
import { readTable } from '../../src/data/readTable.ts';
import { guessScale, guessTransform, type Scale } from '../../src/data/scale.ts';
import { Random } from '../../src/math/random.ts';
import { modality, sparseModality } from './transforms/tables.ts';

const random = new Random(3);
const normals = random.normals(4000);
const uniforms = Float32Array.from({ length: 4000 }, () => random.uniform());
const whole = (mean: number, deviation: number): Float32Array =>
  normals.map((z) => Math.max(0, Math.round(mean + deviation * z)));
/** Where uniform numbers fall among the cumulated shares of 0, 1, 2, … */
const drawn = (...shares: number[]): Float32Array =>
  uniforms.map((u) => shares.filter((_, k) => u > shares.slice(0, k + 1).reduce((a, b) => a + b)).length);
const poisson = (mean: number): Float32Array => {
  const shares = [Math.exp(-mean)];
  while (shares.length < 30) shares.push((shares[shares.length - 1] * mean) / shares.length);
  return drawn(...shares);
};
/** [400, 10], each column over its largest value */
const scaled = (values: Float32Array): Float32Array => {
  const largest = Array.from({ length: 10 }, (_, k) => Math.max(...values.filter((_, i) => i % 10 === k)));
  return values.map((value, i) => value / largest[i % 10]);
};

describe('the scale of values', () => {
  it.each<[string, ArrayLike<number>, Scale]>([
    ['zeros and ones', [0, 1, 1, Number.NaN], 'binary'],
    ['whole numbers', [0, 3, 12, 4000, Number.NaN], 'counts'],
    ['small whole numbers', [0, 1, 2], 'counts'],
    ['whole numbers below 0', [-2, -1, 0, 1, 2], 'real'],
    ['shares', [0, 0.25, 1], 'proportions'],
    ['log-normal values', normals.map((z) => 100 * Math.exp(z)), 'intensities'],
    ['log-normal values, half of them 0', normals.map((z, i) => (i % 2 ? 0 : 100 * Math.exp(z))), 'intensities'],
    ['the same after log2(x + 1)', normals.map((z) => Math.log2(1 + 100 * Math.exp(z))), 'real'],
    ['symmetric values above 0', normals.map((z) => 170 + 10 * z), 'real'],
    ['values around 0', normals, 'real'],
    ['nothing', [Number.NaN], 'real'],
  ])('%s', (_, values, scale) => {
    expect(guessScale(denseMatrix(Float32Array.from(values), 1))).toBe(scale);
  });

  it.each<[string, Float32Array, Scale]>([
    ['counts of peaks, nearly all 0', poisson(0.05), 'counts'],
    ['counts, a few in each cell', poisson(3), 'counts'],
    ['counts that scatter widely', normals.map((z) => Math.round(Math.exp(4 + z))), 'counts'],
    ['copy numbers', whole(2, 0.5), 'real'],
    ['grades from 1 to 5', drawn(0, 0.1, 0.2, 0.4, 0.2), 'real'],
    ['doses of a variant, 0 to 2', drawn(0.6, 0.3), 'real'],
    ['pixels that end at 6', poisson(4).map((value) => Math.min(6, value)), 'real'],
    ['intensities of a mass spectrometer', normals.map((z) => Math.round(1e7 * Math.exp(2 * z))), 'intensities'],
    ['methylation', normals.map((z) => 1 / (1 + Math.exp(-2 * z))), 'proportions'],
    [
      'methylation of four reads, often 0 and 1',
      normals.map((z) => Math.round(4 / (1 + Math.exp(-2 * z))) / 4),
      'proportions',
    ],
    ['positive values over the largest of their feature', scaled(normals.map(Math.exp)), 'real'],
    ['shares of a sample that are mostly 0', poisson(0.3).map((value) => value / 20), 'real'],
  ])('of 400 samples: %s', (_, values, scale) => {
    const rows = Array.from({ length: 400 }, (_, n) => [...values.subarray(10 * n, 10 * n + 10)]);
    expect(guessScale(modality(rows).matrix)).toBe(scale);
    expect(guessScale(sparseModality(rows).matrix)).toBe(scale);
  });

  it('chooses the logarithm for counts and intensities, log odds for proportions', () => {
    expect(guessTransform('counts')).toEqual(['library-size', 'log1p', 'standardize']);
    expect(guessTransform('intensities')).toEqual(['log1p', 'standardize']);
    expect(guessTransform('proportions')).toEqual(['m-values', 'standardize']);
    for (const scale of ['binary', 'real'] as const) expect(guessTransform(scale)).toEqual(['standardize']);
  });

  it.each<[string, Scale]>([
    ['rnaseq', 'intensities'],
    ['mirna', 'counts'],
    ['protein', 'real'],
    ['mutations', 'binary'],
    ['copy_number', 'real'],
  ])('of the sample table %s', async (name, scale) => {
    const file = new URL(`../../samples/tcga-acc/${name}.csv`, import.meta.url).pathname;
    expect(guessScale((await readTable(file, {})).table.matrix)).toBe(scale);
  });
});
