import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterFeatures, oneLine } from '../../webview/state/featureFilter.ts';

const target = {
  name: 't',
  features: ['TP53', 'TP53BP1', 'MYC', 'MYCN', 'PAI-1', 'Bcl-2 alpha', 'beta catenin'],
  self: new Float32Array(7),
  verdicts: null,
};
const EVERY_FEATURE = { search: '', onlyShared: false, among: null };
const named = (search: string) => {
  const { indices, unknown } = filterFeatures(target, { ...EVERY_FEATURE, search });
  return { found: indices.map((index) => target.features[index]), unknown };
};

test('one word finds every name that holds it, whatever its case', () => {
  expect(named(' tp53 ')).toEqual({ found: ['TP53', 'TP53BP1'], unknown: [] });
  expect(named('nothing')).toEqual({ found: [], unknown: [] });
  expect(named('').found).toEqual(target.features);
});

test('a pasted list finds each by its whole name, else by a part of it, and says what it did not find', () => {
  expect(named('TP53, MYC')).toEqual({ found: ['TP53', 'MYC'], unknown: [] });
  expect(named('tp53, MYC PAI-1')).toEqual({ found: ['TP53', 'MYC', 'PAI-1'], unknown: [] });
  expect(named('myc;pai;EGFR')).toEqual({ found: ['MYC', 'PAI-1'], unknown: ['EGFR'] });
  expect(named(oneLine('TP53\r\n MYCN\n\n')).found).toEqual(['TP53', 'MYCN']);
});

test('words between blanks are one name where there is such a name, else several', () => {
  expect(named('bcl-2 alpha').found).toEqual(['Bcl-2 alpha']);
  expect(named('TP53 MYC').found).toEqual(['TP53', 'MYC']);
});

test('only shared ones, only those among others', () => {
  const share = new Float32Array(7);
  const verdict = ['shared', 'private', 'shared', null, 'neither', 'shared', 'private'] as const;
  const judged = { ...target, verdicts: { shared: share, private: share, neither: share, verdict } };
  expect(filterFeatures(judged, { ...EVERY_FEATURE, onlyShared: true }).indices).toEqual([0, 2, 5]);
  const among = new Set(['MYC', 'MYCN']);
  expect(filterFeatures(judged, { search: 'my', onlyShared: true, among }).indices).toEqual([2]);
});

test('a list of all names finds all, in the order of the table', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 30 }), (features) => {
      const all = { ...target, features };
      const search = [...features].reverse().join(', ');
      expect(filterFeatures(all, { ...EVERY_FEATURE, search })).toEqual({
        indices: features.map((_, i) => i),
        unknown: [],
      });
    }),
  );
});
