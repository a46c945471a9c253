import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWords, featuresInRange, rangeWords } from '../../webview/state/r2Range.ts';

const target = { name: 't', features: ['a', 'b', 'c', 'd'], self: new Float32Array(4), verdicts: null };
const pair = { source: 's', target: 't', r2: Float32Array.of(-2, 0.25, 0.5, Number.NaN), statistics: null };

test('both ends belong to the range, an open end has no limit, and no score is in no range', () => {
  expect(featuresInRange(pair, target, { from: 0.25, to: 0.5 })).toEqual(['b', 'c']);
  expect(featuresInRange(pair, target, { from: null, to: 0.25 })).toEqual(['a', 'b']);
  expect(featuresInRange(pair, target, { from: 0.3, to: null })).toEqual(['c']);
  expect(featuresInRange(pair, target, { from: null, to: null })).toEqual(['a', 'b', 'c']);
  expect(featuresInRange(pair, target, { from: 0.6, to: 0.1 })).toEqual([]);
});

test('a range in words', () => {
  expect(rangeWords({ from: 0.2, to: 0.5 })).toBe('R² 0.20 to 0.50');
  expect(rangeWords({ from: null, to: -0.1 })).toBe('R² up to −0.10');
  expect(countWords(1, { from: 0.2, to: null })).toBe('1 feature with R² from 0.20');
});

test('ranges side by side share out all features that have a score', () => {
  const scores = fc.array(fc.oneof(fc.float({ noNaN: true, min: -3, max: 1 }), fc.constant(Number.NaN)), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(scores, fc.double({ min: -1, max: 1, noNaN: true }), (values, cut) => {
      const r2 = Float32Array.from(values);
      const all = { ...target, features: values.map((_, i) => `f${i}`) };
      const low = featuresInRange({ ...pair, r2 }, all, { from: null, to: cut });
      const high = featuresInRange({ ...pair, r2 }, all, { from: cut, to: null });
      const scored = all.features.filter((_, i) => !Number.isNaN(r2[i]));
      expect(new Set([...low, ...high])).toEqual(new Set(scored));
      expect(low.filter((name) => high.includes(name)).every((name) => r2[all.features.indexOf(name)] === cut)).toBe(
        true,
      );
    }),
  );
});
