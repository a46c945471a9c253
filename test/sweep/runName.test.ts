import { expect, test } from 'vitest';
import { type StudyInput, studySchema } from '../../src/run/study.ts';
import { runName, UNSAID } from '../../src/sweep/runName.ts';
import { type StudySetting, studySettings } from '../../src/sweep/studySettings.ts';

const PLAIN: StudyInput = {
  modalities: [
    { name: 'rna', file: 'rna.csv' },
    { name: 'protein', file: 'protein.csv' },
  ],
};

const LABELS = { file: 'clinical.csv', column: 'stage' };

/** Every setting of a study, each with a value that is no default. */
const ALL: StudyInput = {
  modalities: [
    {
      ...{ name: 'rna', file: 'rna.h5ad', part: 'layers/counts', rows: 'features', idColumn: 'id' },
      ...{ features: ['TP53', 'BRCA1'], transform: ['log1p'], topVariance: 2, likelihood: 'laplace', noise: 0.5 },
    },
    { name: 'protein', file: 'protein.csv' },
  ],
  labels: { ...LABELS, idColumn: 'id', supervise: true, weight: 10 },
  samples: 'intersection',
  model: {
    ...{ name: 'mmvae+', shared: 3, private: { rna: 1, protein: 0 }, hidden: [64, 32] },
    ...{ encoder: 'two-trunks', targetPrivate: 'prior' },
  },
  training: {
    ...{ epochs: 50, batchSize: 32, learningRate: 1e-4, beta: { from: 0, to: 2 }, seed: 7 },
    alpha: { from: 1, to: 0 },
  },
  evaluation: { split: 'kfold', folds: 3 },
  setAside: { fraction: 0.1, seed: 1, use: 'test' },
};

function nameOf(study: Partial<StudyInput>, unsaid = UNSAID): string {
  return runName(studySchema.parse({ ...PLAIN, ...study }), unsaid);
}

// A hash is that of `printf %s TEXT | sha256sum`, TEXT being what the study says beyond UNSAID, as JSON without spaces and with
// its keys in order: of the plain one {"modalities":[{"file":"rna.csv","name":"rna"},{"file":"protein.csv","name":"protein"}]}.
// The names must last: a sweep that goes on with a later version would make its runs again. A new setting with a default goes
// into UNSAID. A default that changes makes other runs of the studies that leave it out, and they alone get other names.
test.each<[string, Partial<StudyInput>, string]>([
  ['plain', {}, 'mmvae++-seed0-4d6bb2ae97'],
  ['mmvae++', { model: { name: 'mmvae++' } }, 'mmvae++-seed0-4d6bb2ae97'],
  ['mmvae', { model: { name: 'mmvae' } }, 'mmvae-seed0-bb8cc24076'],
  ['mmvae+', { model: { name: 'mmvae+' } }, 'mmvae+-seed0-7cb9d48aaa'],
  ['mopoe', { model: { name: 'mopoe' } }, 'mopoe-seed0-6ef3c0886a'],
  ['mvae', { model: { name: 'mvae' } }, 'mvae-seed0-5dd5ae7845'],
  ['mmvm', { model: { name: 'mmvm' } }, 'mmvm-seed0-96af5807a1'],
  ['avg', { model: { name: 'avg' } }, 'avg-seed0-d2cab72501'],
  ['independent', { model: { name: 'independent' } }, 'independent-seed0-53c1beb95c'],
  ['labels', { labels: LABELS }, 'mmvae++-seed0-ca953c7517'],
  ['labels that teach', { labels: { ...LABELS, supervise: true } }, 'mmvae++-seed0-3d476fb038'],
  ['another seed', { training: { seed: 3 } }, 'mmvae++-seed3-6d5dc683bf'],
  ['a constant beta', { training: { beta: 1 } }, 'mmvae++-seed0-4e39e8c1a6'],
  ['a hold-out', { evaluation: { split: 'holdout' } }, 'mmvae++-seed0-f9836c9c88'],
  ['folds', { evaluation: { split: 'kfold' } }, 'mmvae++-seed0-f39679645d'],
  ['samples set aside', { setAside: {} }, 'mmvae++-seed0-fa8b4b75ae'],
  ['scored on samples set aside', { setAside: { use: 'test' } }, 'mmvae++-seed0-a3d77aead6'],
  ['every setting', ALL, 'mmvae+-seed7-a892608389'],
])('names last: %s', (_, study, name) => {
  expect(nameOf(study)).toBe(name);
});

test('a default that is written out is none the less left out', () => {
  const written: Partial<StudyInput> = {
    samples: 'union',
    model: { name: 'mmvae++', shared: 2, private: 2, hidden: [128], encoder: 'one-trunk' },
    training: { epochs: 100, batchSize: 128, learningRate: 0.001, beta: { to: 1, from: 0.00001 }, alpha: 0, seed: 0 },
    engine: 'wasm',
  };
  expect(nameOf(written)).toBe(nameOf({}));
  const groups: Partial<StudyInput> = { labels: LABELS, evaluation: { split: 'kfold' }, setAside: {} };
  const full: Partial<StudyInput> = {
    labels: { ...LABELS, supervise: false, weight: 100 },
    evaluation: { split: 'kfold', folds: 5 },
    setAside: { fraction: 0.2, seed: 0, use: 'nothing' },
  };
  expect(nameOf(full)).toBe(nameOf(groups));
});

test('settings that are new, each with the value that does as before, leave every name as it was', () => {
  const unsaid = {
    ...UNSAID,
    'model.dropout': 0,
    'modalities.<modality>.weight': 1,
    sampling: {},
    'sampling.replace': false,
  };
  for (const input of [PLAIN, ALL]) {
    const study = studySchema.parse(input);
    const later = {
      ...study,
      model: { ...study.model, dropout: 0 },
      modalities: study.modalities.map((modality) => ({ ...modality, weight: 1 })),
      sampling: { replace: false },
    };
    expect(runName(later, unsaid)).toBe(runName(study));
    const other = { ...later, model: { ...later.model, dropout: 0.1 } };
    expect(runName(other, unsaid)).not.toBe(runName(study));
  }
});

test('every setting that has a default is known to names', () => {
  const withDefault = studySettings().filter(({ path, schema }) => path !== 'engine' && hasDefault(schema));
  expect(Object.keys(UNSAID).sort()).toEqual(withDefault.map(({ path }) => path).sort());
});

function hasDefault({ default: value, anyOf }: StudySetting['schema']): boolean {
  return value !== undefined || (anyOf ?? []).some((one) => typeof one === 'object' && hasDefault(one));
}
