import { expect, test } from 'vitest';
import { currentFeature, currentPair, NO_CHOICE, readChoice } from '../../webview/state/choice.ts';
import { runFixture } from './fixtures.ts';

const target = {
  name: 't',
  features: ['mir-10', 'mir-2', 'let-7', 'MIR-33'],
  self: Float32Array.of(0.1, 0.4, 0.2, 0.3),
  verdicts: null,
};
const pair = { source: 's', target: 't', r2: Float32Array.of(0.2, Number.NaN, 0.9, -0.5), statistics: null };

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
