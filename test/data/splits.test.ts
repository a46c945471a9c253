import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdoutSplit, kfoldSplit } from '../../src/data/splits.ts';
import { userErrorOf } from './scratch.ts';

const cases = fc.record({
  codes: fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 20, maxLength: 200 }),
  stratified: fc.boolean(),
  seed: fc.nat(),
});

const counts = (codes: readonly number[], among: Iterable<number>) => {
  const found = new Map(codes.map((code) => [code, 0]));
  for (const n of among) found.set(codes[n], (found.get(codes[n]) ?? 0) + 1);
  return found;
};

describe('hold-out', () => {
  it('is a partition of the right size, stratified within one, and the same for the same seed', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0.1, max: 0.9, noNaN: true }), ({ codes, stratified, seed }, fraction) => {
        const n = codes.length;
        const strata = stratified ? Int32Array.from(codes) : null;
        const { train, test } = holdoutSplit(n, fraction, strata, seed);
        expect([...train, ...test].sort((a, b) => a - b)).toEqual(codes.map((_, i) => i));
        expect([...test]).toEqual([...test].sort((a, b) => a - b));
        expect([...train]).toEqual([...train].sort((a, b) => a - b));
        expect(test.length).toBe(Math.round(n * fraction));
        if (stratified) {
          const all = counts(codes, codes.keys());
          for (const [code, held] of counts(codes, test)) {
            expect(Math.abs(held - ((all.get(code) ?? 0) * test.length) / n)).toBeLessThan(1);
          }
        }
        expect(holdoutSplit(n, fraction, strata, seed)).toEqual({ train, test });
      }),
    );
  });

  it('differs between seeds', () => {
    expect(holdoutSplit(100, 0.2, null, 1).test).not.toEqual(holdoutSplit(100, 0.2, null, 2).test);
  });

  it('refuses too few samples', async () => {
    expect(await userErrorOf(() => holdoutSplit(7, 0.2, null, 0))).toMatch(/^7 samples are too few to hold out 20 %/);
    expect(await userErrorOf(() => holdoutSplit(1, 0.5, null, 0))).toMatch(/^1 sample is too few/);
    expect(holdoutSplit(8, 0.2, null, 0).test).toHaveLength(2);
  });
});

describe('k-fold', () => {
  it('makes folds that differ by one at most, in every stratum too, and the same for the same seed', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 2, max: 10 }), ({ codes, stratified, seed }, folds) => {
        const strata = stratified ? Int32Array.from(codes) : null;
        const fold = kfoldSplit(codes.length, folds, strata, seed);
        const groups = stratified
          ? [...new Set(codes)].map((code) => codes.flatMap((c, n) => (c === code ? [n] : [])))
          : [];
        for (const members of [[...codes.keys()], ...groups]) {
          const sizes = new Array<number>(folds).fill(0);
          for (const n of members) sizes[fold[n]]++;
          expect(sizes.reduce((a, b) => a + b)).toBe(members.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
        expect(kfoldSplit(codes.length, folds, strata, seed)).toEqual(fold);
      }),
    );
  });

  it('refuses too few samples and too many folds', async () => {
    expect(await userErrorOf(() => kfoldSplit(9, 5, null, 0))).toMatch(/^9 samples are too few for 5 folds/);
    expect(await userErrorOf(() => kfoldSplit(1000, 200, null, 0))).toMatch(/^200 folds are too many/);
  });
});
