import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../../../src/math/random.ts';
import { formatCsv } from '../../../src/run/csv.ts';
import { readRunFile } from '../../../src/run/readRun.ts';
import { parseStudy } from '../../../src/run/readStudy.ts';
import { SafetensorsFile } from '../../../src/run/safetensors.ts';
import type { StudyInput } from '../../../src/run/study.ts';
import { loadDataset } from '../../../src/trainer/data/dataset.ts';
import { prepare } from '../../../src/trainer/data/prepare.ts';
import { readNewSamples } from '../../../src/trainer/predict/newSamples.ts';
import { predictNew } from '../../../src/trainer/predict/predictNew.ts';
import { readTrainedModel } from '../../../src/trainer/predict/trainedModel.ts';
import { train } from '../../../src/trainer/train.ts';
import { parseCsv } from '../../parseCsv.ts';

const SAMPLES = 60;
const FEATURES = 8;
const SIZED = 'count / size';

/** Every transform, with what its predictions are in. */
const MODALITIES: readonly (StudyInput['modalities'][number] & { readonly unit: string })[] = [
  { name: 'rna', file: 'counts.csv', topVariance: 5, unit: `ln(1 + ${SIZED})` },
  {
    name: 'bulk',
    file: 'counts.csv',
    likelihood: 'gaussian',
    transform: ['library-size', 'log1p', 'standardize'],
    features: ['f7', 'f1', 'f2', 'f3'],
    unit: 'ln(1 + value / size)',
  },
  {
    name: 'peaks',
    file: 'counts.csv',
    likelihood: 'gaussian',
    transform: ['tf-idf', 'standardize'],
    topVariance: 6,
    unit: 'TF-IDF',
  },
  { name: 'tags', file: 'counts.csv', transform: ['clr', 'standardize'], topVariance: 4, unit: `ln(1 + ${SIZED})` },
  { name: 'cells', file: 'reals.csv', transform: ['arcsinh'], topVariance: 3, unit: 'arcsinh(value / 5)' },
  {
    name: 'methylation',
    file: 'shares.csv',
    transform: ['m-values', 'standardize'],
    unit: 'M-value (log2 of the odds)',
  },
  { name: 'seen', file: 'ones.csv', unit: 'probability of 1' },
];

let folder: string;
let run: string;

/** Tables of one hidden number for each sample; the counts lack some cells and two samples. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-transforms-'));
  const random = new Random(5);
  const hidden = random.normals(SAMPLES);
  const noise = random.normals(SAMPLES * FEATURES);
  const signal = (n: number, d: number): number => (d % 2 ? 1 : -1) * hidden[n] + 0.3 * noise[n * FEATURES + d];
  const write = (file: string, value: (n: number, d: number) => number): Promise<void> =>
    writeFile(
      join(folder, file),
      formatCsv(
        ['id', ...Array.from({ length: FEATURES }, (_, d) => `f${d}`)],
        Array.from({ length: SAMPLES }, (_, n) => [
          `s${n}`,
          ...Array.from({ length: FEATURES }, (_, d) => value(n, d)),
        ]),
      ),
    );
  await write('counts.csv', (n, d) =>
    n < 2 || (n === 7 && d < 2) ? Number.NaN : Math.round(Math.exp(signal(n, d)) * (2 + (n % 5)) * (1 + d)),
  );
  await write('reals.csv', (n, d) => 20 * signal(n, d));
  await write('shares.csv', (n, d) => 1 / (1 + Math.exp(-2 * signal(n, d))));
  await write('ones.csv', (n, d) => Number(signal(n, d) > 0));
  run = join(folder, 'run');
  await train({
    study: parseStudy(study(), 'the test’s study'),
    directory: folder,
    out: run,
    signal: new AbortController().signal,
    emit: () => {},
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function study(): StudyInput {
  return {
    modalities: MODALITIES.map(({ unit: _, ...modality }) => modality),
    model: { hidden: [6] },
    training: { epochs: 2, batchSize: 16 },
    evaluation: { split: 'holdout', testFraction: 0.3 },
    engine: 'wasm',
  };
}

it('prepares samples of the training as new ones to the bit as it did in training', async () => {
  const file = await readRunFile(run);
  const { cohort } = await loadDataset(parseStudy(study(), 'the test’s study'), folder);
  const latents = parseCsv(await readFile(join(run, 'latents.csv'), 'utf8')).rows;
  const splits = new Map(latents.map(([id, split]) => [id, split]));
  const rows = Int32Array.from(cohort.sampleIds.keys()).filter((n) => splits.get(cohort.sampleIds[n]) === 'train');
  expect(rows.length).toBe(SAMPLES * 0.7);

  const { vae, modalities } = await readTrainedModel(run, file);
  vae.dispose();
  for (const [m, modality] of modalities.entries()) {
    const own = prepare(cohort.modalities[m], rows, file.study.modalities[m]);
    const { given, sampleIds } = await readNewSamples([{ modality, file: join(folder, MODALITIES[m].file) }]);
    const width = own.arrays.features;
    expect(given[0].features, modality.name).toBe(width);
    for (const [i, id] of sampleIds.entries()) {
      const n = cohort.sampleIds.indexOf(id);
      expect(given[0].x.values.slice(i * width, (i + 1) * width), `${modality.name}, ${id}`).toEqual(
        own.arrays.x.values.slice(n * width, (n + 1) * width),
      );
    }
  }
});

it.each(MODALITIES)('predicts $name as the run did, and names its unit', async ({ name, unit }) => {
  const source = name === 'rna' ? 'cells' : 'rna';
  const given = [{ name: source, file: join(folder, source === 'rna' ? 'counts.csv' : 'reals.csv') }];
  const prediction = await predictNew(run, given, name);
  expect(prediction.unit).toBe(unit);
  const kept = await SafetensorsFile.open(join(run, 'predictions.safetensors'));
  const own = await kept.tensor(`predicted/${source}/${name}`);
  expect(kept.metadata[`unit/${name}`]).toBe(unit);
  const heldOut: string[] = JSON.parse(kept.metadata['samples']);
  await kept.close();
  let compared = 0;
  for (const [i, id] of heldOut.entries()) {
    for (const d of prediction.features.keys()) {
      const mine = own.values[d * heldOut.length + i];
      if (Number.isNaN(mine)) continue;
      compared++;
      const value = prediction.values[prediction.sampleIds.indexOf(id) * prediction.features.length + d];
      expect(Math.abs(value - mine)).toBeLessThan(1e-4);
    }
  }
  expect(compared).toBeGreaterThan(0.7 * heldOut.length * prediction.features.length);
});

it('keeps the features that are named, in the order of the table', async () => {
  const { features } = await predictNew(run, [{ name: 'rna', file: join(folder, 'counts.csv') }], 'bulk');
  expect(features).toEqual(['f1', 'f2', 'f3', 'f7']);
});

it('refuses new values that a transform is not defined for', async () => {
  const file = join(folder, 'reals.csv');
  const refused = predictNew(run, [{ name: 'methylation', file }], 'rna').catch(String);
  expect(await refused).toMatch(
    /reals\.csv, sample ".+", feature ".+": .+, but the run was trained on proportions, from 0 to 1/,
  );
});
