import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currentFeature, currentPair, NO_CHOICE, rankFeatures, readChoice } from '../../webview/state/choice.ts';
import { runFixture } from './fixtures.ts';

const target = {
  name: 't',
  features: ['mir-10', 'mir-2', 'let-7', 'MIR-33'],
  self: Float32Array.of(0.1, 0.4, 0.2, 0.3),
};
const pair = { source: 's', target: 't', r2: Float32Array.of(0.2, Number.NaN, 0.9, -0.5) };
const names = (order: Int32Array) => Array.from(order, (index) => target.features[index]);

test('ranking puts the best first and features without a score last, both ways round', () => {
  expect(names(rankFeatures(pair, target, '', { by: 'r2', descending: true }))).toEqual([
    'let-7',
    'mir-10',
    'MIR-33',
    'mir-2',
  ]);
  expect(names(rankFeatures(pair, target, '', { by: 'r2', descending: false }))).toEqual([
    'MIR-33',
    'mir-10',
    'let-7',
    'mir-2',
  ]);
  expect(names(rankFeatures(pair, target, '', { by: 'self', descending: true }))).toEqual([
    'mir-2',
    'MIR-33',
    'let-7',
    'mir-10',
  ]);
});

test('names sort as people count, and the search ignores case and outer blanks', () => {
  expect(names(rankFeatures(pair, target, ' mir ', { by: 'name', descending: false }))).toEqual([
    'mir-2',
    'mir-10',
    'MIR-33',
  ]);
  expect(rankFeatures(pair, target, 'nothing', { by: 'name', descending: false })).toHaveLength(0);
});

test('a ranking is a permutation in order', () => {
  const score = fc.oneof(fc.float({ noNaN: true, min: -5, max: 1 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(score, { maxLength: 50 }), (values) => {
      const features = values.map((_, i) => `f${i}`);
      const r2 = Float32Array.from(values);
      const order = rankFeatures({ source: 's', target: 't', r2 }, { name: 't', features, self: r2 }, '', {
        by: 'r2',
        descending: true,
      });
      expect([...order].sort((a, b) => a - b)).toEqual(features.map((_, i) => i));
      const ranked = Array.from(order, (i) => r2[i]);
      const scored = ranked.filter((value) => !Number.isNaN(value));
      expect(ranked.slice(0, scored.length)).toEqual([...scored].sort((a, b) => b - a));
    }),
  );
});

test('without a choice the best direction and its best feature are shown', () => {
  const { r2, run } = runFixture();
  if (!r2) throw new Error('the fixture has scores');
  const chosen = currentPair(r2, run, NO_CHOICE);
  const best = [...(run.metrics?.r2 ?? [])]
    .filter(({ source, target: to }) => source !== to && source !== 'all')
    .sort((a, b) => (b.median ?? -9) - (a.median ?? -9))[0];
  expect(chosen).toMatchObject({ source: best.source, target: best.target });
  expect(currentFeature(pair, target, NO_CHOICE)).toBe(2);
  expect(currentFeature(pair, target, { ...NO_CHOICE, feature: 'mir-2' })).toBe(1);
  expect(currentFeature(pair, target, { ...NO_CHOICE, feature: 'not in this target' })).toBe(2);
});

test('a choice of a direction that no longer exists falls back', () => {
  const { r2, run } = runFixture();
  if (!r2) throw new Error('the fixture has scores');
  expect(currentPair(r2, run, { ...NO_CHOICE, direction: { source: 'gone', target: 'mirna' } })).toEqual(
    currentPair(r2, run, NO_CHOICE),
  );
});

test('what was saved is read back, anything else gives the defaults', () => {
  expect(readChoice({ search: 'mir' })).toEqual({ ...NO_CHOICE, search: 'mir' });
  expect(readChoice(null)).toEqual(NO_CHOICE);
  expect(readChoice('broken')).toEqual(NO_CHOICE);
});
