import { expect, test } from 'vitest';
import { searchFeatures } from '../../webview/state/featureSearch.ts';

const target = (name: string, features: string[]) => ({
  name,
  features,
  self: new Float32Array(features.length),
  verdicts: null,
});
const TARGETS = [target('rnaseq', ['MTP53', 'TP53', 'MYC']), target('protein', ['TP53', 'tp53bp1'])];

test('features of all modalities are found whatever their case, those that begin with the text first', () => {
  expect(searchFeatures(TARGETS, ' tp53', 50)).toEqual({
    found: [
      { modality: 'rnaseq', feature: 'TP53' },
      { modality: 'protein', feature: 'TP53' },
      { modality: 'protein', feature: 'tp53bp1' },
      { modality: 'rnaseq', feature: 'MTP53' },
    ],
    count: 4,
  });
});

test('the list is capped, the count is not; without a text all match', () => {
  const many = [
    target(
      'rnaseq',
      Array.from({ length: 20_000 }, (_, i) => `gene${i}`),
    ),
  ];
  const { found, count } = searchFeatures(many, '', 50);
  expect([found.length, count]).toEqual([50, 20_000]);
  expect(searchFeatures(many, 'gene1999', 50).count).toBe(11);
  expect(searchFeatures(TARGETS, 'nothing', 50)).toEqual({ found: [], count: 0 });
});
