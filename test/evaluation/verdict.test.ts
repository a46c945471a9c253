import { expect, it } from 'vitest';
import { verdicts } from '../../src/evaluation/verdict.ts';

function of(self: number, sharedAlone: number, fromOthers = 0.05, q = 0.01) {
  const [s, a, f, level] = [self, sharedAlone, fromOthers, q].map((value) => Float32Array.of(value));
  const { shared, private: own, neither, verdict } = verdicts({ self: s, sharedAlone: a, fromOthers: f, q: level });
  const shares = [shared[0], own[0], neither[0]].map((share) => Math.round(share * 100) / 100);
  return [...shares, verdict[0]];
}

it('names the larger share, and neither where there is next to nothing to explain', () => {
  expect(of(0.8, 0.7)).toEqual([0.7, 0.1, 0.2, 'shared']);
  expect(of(0.8, 0.1)).toEqual([0.1, 0.7, 0.2, 'private']);
  expect(of(0.3, 0.2)).toEqual([0.2, 0.1, 0.7, 'shared']);
  expect(of(0.09, 0.06)).toEqual([0.06, 0.03, 0.91, 'neither']);
});

it('gives shares of 0 to 1 that sum to 1, whatever the R²', () => {
  expect(of(-0.5, -2, -1)).toEqual([0, 0, 1, 'neither']);
  expect(of(0.9, -2, -1)).toEqual([0, 0.9, 0.1, 'private']);
  expect(of(0.2, 0.9)).toEqual([0.9, 0, 0.1, 'shared']);
});

it('takes the shared latent as the others know it where they know it better', () => {
  expect(of(0.8, 0.1, 0.6)).toEqual([0.6, 0.2, 0.2, 'shared']);
  expect(of(0.5, 0.1, 0.6)).toEqual([0.6, 0, 0.4, 'shared']);
});

it('calls nothing shared that the other modalities do not predict', () => {
  expect(of(0.8, 0.7, 0.05, 0.06)[3]).toBe('private');
  expect(of(0.8, 0.7, -0.1, 0.01)[3]).toBe('private');
  expect(of(0.8, 0.7, Number.NaN, Number.NaN)[3]).toBe('private');
});

it('gives no verdict without a score', () => {
  expect(of(Number.NaN, 0.5)).toEqual([Number.NaN, Number.NaN, Number.NaN, null]);
  expect(of(0.5, Number.NaN)[3]).toBeNull();
});
