import { expect, test } from 'vitest';
import { draftSweep, type SweepChoices } from '../../src/extension/sweepDraft.ts';
import { slurmSchema, sweepFileSchema } from '../../src/run/sweepFile.ts';
import { combinations } from '../../src/sweep/combinations.ts';

const CHOICES: SweepChoices = {
  study: '/data/acc/acc.crossmodal.json',
  varied: [
    { name: 'model', paths: ['model.name'], values: ['mmvae++', 'mvae'] },
    { name: 'shared', paths: ['model.shared'], values: [1, 2, 5] },
  ],
  cohorts: [],
  seeds: 5,
  executor: { name: 'local' },
};

test('a sweep names only what was chosen, and is called after it', () => {
  const { directory, name, sweep } = draftSweep(CHOICES);
  expect(directory).toBe('/data/acc');
  expect(name).toBe('acc-model-shared');
  expect(sweep).toEqual({
    study: 'acc.crossmodal.json',
    grid: { 'model.name': ['mmvae++', 'mvae'], 'model.shared': [1, 2, 5], seed: { count: 5 } },
  });
  expect(combinations(sweepFileSchema.parse(sweep))).toHaveLength(2 * 3 * 5);
});

test('a value that several settings take together is one of the list, not a grid of their own', () => {
  const paths = ['modalities.rna.topVariance', 'modalities.mirna.topVariance'];
  const varied = [...CHOICES.varied, { name: 'features', paths, values: [100, 500] }];
  const { name, sweep } = draftSweep({ ...CHOICES, varied, seeds: 2 });
  expect(name).toBe('acc-model-shared-features');
  expect(sweep.list).toEqual([
    { 'modalities.rna.topVariance': 100, 'modalities.mirna.topVariance': 100 },
    { 'modalities.rna.topVariance': 500, 'modalities.mirna.topVariance': 500 },
  ]);
  expect(combinations(sweepFileSchema.parse(sweep))).toHaveLength(2 * 3 * 2 * 2);
});

test('cohorts are study files, relative to the sweep file', () => {
  const cohorts = [CHOICES.study, '/data/kirc/kirc.crossmodal.json'];
  const { name, sweep } = draftSweep({ ...CHOICES, varied: [], cohorts, seeds: 1 });
  expect(name).toBe('acc-cohorts');
  expect(sweep.grid).toEqual({ study: ['acc.crossmodal.json', '../kirc/kirc.crossmodal.json'], seed: { count: 1 } });
});

test('the executor is named where it is not this machine', () => {
  const executor = slurmSchema.parse({ name: 'slurm', partition: 'long', cpus: 4 });
  expect(draftSweep({ ...CHOICES, executor }).sweep.executor).toEqual(executor);
});
