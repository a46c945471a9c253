import { expect, test } from 'vitest';
import { settingName } from '../../src/report/settingName.ts';
import { whatVaries } from '../../src/report/sweepWords.ts';
import { sweepPlan } from '../webview/sweepFixture.ts';

test('settings are called by what they set', () => {
  const names = [
    'model.name',
    'model.shared',
    'training.learningRate',
    'modalities.RNA.topVariance',
    'labels.weight',
    'seed',
  ];
  expect(names.map(settingName)).toEqual([
    'model',
    'shared',
    'learning rate',
    'RNA top variance',
    'labels weight',
    'seed',
  ]);
});

test('what varies is counted; a setting with one value does not vary', () => {
  expect(whatVaries(sweepPlan())).toBe('4 models × 3 values of shared × 5 seeds = 60 runs');
  expect(whatVaries(sweepPlan({ study: ['a.crossmodal.json', 'b.crossmodal.json'], 'model.shared': [2] }, 1))).toBe(
    '2 studies = 2 runs',
  );
  expect(whatVaries(sweepPlan({ 'model.shared': [2] }, 0))).toBe('1 run');
});

test('where not all combinations are made, no product is claimed', () => {
  const plan = sweepPlan();
  expect(whatVaries({ ...plan, runs: plan.runs.slice(0, 40) })).toBe(
    '40 runs of 4 models, 3 values of shared and 5 seeds',
  );
});
