import { describe, expect, it } from 'vitest';
import { denseMatrix } from '../../src/data/matrix.ts';
import { readTable } from '../../src/data/readTable.ts';
import { guessScale, guessTransform, type Scale } from '../../src/data/scale.ts';
import { Random } from '../../src/math/random.ts';

const normals = new Random(3).normals(4000);

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

  it('chooses the logarithm for counts and intensities only', () => {
    expect(guessTransform('counts')).toEqual(['log1p', 'standardize']);
    expect(guessTransform('intensities')).toEqual(['log1p', 'standardize']);
    for (const scale of ['binary', 'proportions', 'real'] as const)
      expect(guessTransform(scale)).toEqual(['standardize']);
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
