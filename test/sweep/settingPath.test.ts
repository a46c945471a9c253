import { expect, test } from 'vitest';
import { parseStudy } from '../../src/run/readStudy.ts';
import { settingOf, withSetting } from '../../src/sweep/settingPath.ts';

const STUDY = parseStudy(
  {
    modalities: [
      { name: 'rna', file: 'rna.csv', topVariance: 100 },
      { name: 'rna.1', file: 'rna1.csv' },
    ],
    evaluation: { split: 'kfold', folds: 4 },
  },
  'test',
);

test('a setting is found by its path, a modality by its name, the longer one first', () => {
  const changed = withSetting(withSetting(STUDY, 'model.shared', 7), 'modalities.rna.1.topVariance', 50);
  expect(settingOf(changed, 'model.shared')).toBe(7);
  expect(settingOf(changed, 'modalities.rna.1.topVariance')).toBe(50);
  expect(settingOf(changed, 'modalities.rna.topVariance')).toBe(100);
  expect(settingOf(STUDY, 'model.shared')).toBe(2);
  expect(settingOf(withSetting(STUDY, 'seed', 3), 'training.seed')).toBe(3);
});

test('null takes a setting out of the study', () => {
  expect(settingOf(withSetting(STUDY, 'modalities.rna.topVariance', null), 'modalities.rna.topVariance')).toBeNull();
});

test('another kind of evaluation leaves the numbers of the first one behind', () => {
  expect(settingOf(withSetting(STUDY, 'evaluation.split', 'holdout'), 'evaluation')).toEqual({ split: 'holdout' });
  expect(settingOf(withSetting(STUDY, 'evaluation.split', 'kfold'), 'evaluation')).toEqual({
    split: 'kfold',
    folds: 4,
  });
});

test.each([
  ['shared', 'nearest one is "model.shared"'],
  ['model.latent', 'nearest one is "model'],
  ['training.learnRate', 'nearest one is "training.learningRate"'],
  ['modalities.rna.topVarience', 'nearest one is "modalities.rna.topVariance"'],
  ['seeds', 'nearest one is "seed"'],
  ['modalities.atac.topVariance', 'the modalities of the study are rna, rna.1'],
  ['engine', 'runs that differ in their engine alone count as one'],
  ['model.private.rna', 'the study says 2 for all of it'],
])('%s is refused: %s', (path, why) => {
  expect(() => withSetting(STUDY, path, 5)).toThrow(why);
});
