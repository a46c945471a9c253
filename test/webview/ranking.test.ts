import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEST_FIRST, rankFeatures } from '../../webview/state/ranking.ts';

const target = {
  name: 't',
  features: ['mir-10', 'mir-2', 'let-7', 'MIR-33'],
  self: Float32Array.of(0.1, 0.4, 0.2, 0.3),
  verdicts: null,
};
const pair = { source: 's', target: 't', r2: Float32Array.of(0.2, Number.NaN, 0.9, -0.5), statistics: null };
const ALL = [0, 1, 2, 3];
const names = (order: Int32Array) => Array.from(order, (index) => target.features[index]);

test('ranking puts the best first and features without a score last, both ways round', () => {
  expect(names(rankFeatures(pair, target, ALL, BEST_FIRST))).toEqual(['let-7', 'mir-10', 'MIR-33', 'mir-2']);
  expect(names(rankFeatures(pair, target, ALL, { by: 'r2', descending: false }))).toEqual([
    'MIR-33',
    'mir-10',
    'let-7',
    'mir-2',
  ]);
  expect(names(rankFeatures(pair, target, ALL, { by: 'self', descending: true }))).toEqual([
    'mir-2',
    'MIR-33',
    'let-7',
    'mir-10',
  ]);
});

test('names sort as people count', () => {
  expect(names(rankFeatures(pair, target, [3, 0, 1], { by: 'name', descending: false }))).toEqual([
    'mir-2',
    'mir-10',
    'MIR-33',
  ]);
});

test('a ranking is a permutation in order', () => {
  const score = fc.oneof(fc.float({ noNaN: true, min: -5, max: 1 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(score, { maxLength: 50 }), (values) => {
      const features = values.map((_, i) => `f${i}`);
      const r2 = Float32Array.from(values);
      const all = features.keys();
      const order = rankFeatures({ ...pair, r2 }, { ...target, features, self: r2 }, all, BEST_FIRST);
      expect([...order].sort((a, b) => a - b)).toEqual(features.map((_, i) => i));
      const ranked = Array.from(order, (i) => r2[i]);
      const scored = ranked.filter((value) => !Number.isNaN(value));
      expect(ranked.slice(0, scored.length)).toEqual([...scored].sort((a, b) => b - a));
    }),
  );
});

test('statistics and verdicts sort too; of equal ones the better predicted comes first', () => {
  const q = Float32Array.of(0.5, Number.NaN, 0.5, 0.01);
  const scored = { ...pair, statistics: { low: q, high: q, baseline: q, nullR2: q, p: q, q } };
  expect(names(rankFeatures(scored, target, ALL, { by: 'q', descending: false }))).toEqual([
    'MIR-33',
    'let-7',
    'mir-10',
    'mir-2',
  ]);
  const shares = { shared: q, private: q, neither: q };
  const judged = { ...target, verdicts: { ...shares, verdict: ['neither', null, 'private', 'shared'] as const } };
  expect(names(rankFeatures(pair, judged, ALL, { by: 'verdict', descending: false }))).toEqual([
    'MIR-33',
    'let-7',
    'mir-10',
    'mir-2',
  ]);
});

test('a key that this run has no data for ranks by R²', () => {
  expect(rankFeatures(pair, target, ALL, { by: 'q', descending: false })).toEqual(
    rankFeatures(pair, target, ALL, BEST_FIRST),
  );
});
