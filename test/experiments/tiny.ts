import type { Cell, Experiment, Tables } from '../../src/experiments/experiment.ts';
import type { FinishedRun } from '../../src/experiments/journal.ts';
import { syntheticTables } from '../../src/experiments/synthetic.ts';
import type { StudyInput } from '../../src/run/study.ts';

/** Two tables of 40 samples. */
function tinyTables(seed = 0): Tables {
  return syntheticTables({ samples: 40, sharedFeatures: 3, privateFeatures: [4, 2], seed });
}

/** Two epochs of a small model. */
export function tinyStudy(change: Partial<StudyInput> = {}): StudyInput {
  return {
    modalities: [
      { name: 'view1', file: 'view1.csv' },
      { name: 'view2', file: 'view2.csv' },
    ],
    labels: { file: 'labels.csv', column: 'y' },
    model: { name: 'mmvae', hidden: [4] },
    training: { epochs: 2, batchSize: 16 },
    evaluation: { split: 'holdout' },
    ...change,
  };
}

export function tinyCell(model: 'mmvae' | 'mvae', seed: number, study: StudyInput = tinyStudy()): Cell {
  return {
    settings: { model, seed },
    tables: tinyTables(seed),
    study: { ...study, model: { ...study.model, name: model }, training: { ...study.training, seed } },
  };
}

/** An experiment with one measure of each kind, for tests of what is made of its runs. */
export const TINY: Pick<Experiment, 'settings' | 'measures' | 'published'> = {
  settings: { model: 'model', size: 'private features' },
  measures: [
    { name: 'cross', title: 'R²', centre: 'median' },
    { name: 'auc', title: 'AUC', centre: 'mean' },
  ],
  published: {
    claim: 'A claim.',
    note: 'A note.',
    numbers: [
      { by: 'paper', settings: { model: 'a', size: 20 }, measure: 'cross', value: 0.7 },
      { by: 'authors', settings: { model: 'a', size: 20 }, measure: 'cross', value: 0.6, low: 0.4, high: 0.8 },
    ],
  },
};

export function finished(settings: FinishedRun['settings'], scores: FinishedRun['scores']): FinishedRun {
  return {
    key: JSON.stringify(settings),
    settings,
    scores,
    seconds: 2,
    engine: 'wasm 4.22.0',
    crossmodal: '0.1.0',
    system: 'Node v20, linux, a processor',
  };
}
