import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { synthesize } from '../../../src/data/synthesize.ts';
import { formatCsv } from '../../../src/run/csv.ts';
import { parseStudy } from '../../../src/run/readStudy.ts';
import { SafetensorsFile } from '../../../src/run/safetensors.ts';
import { sampleRows } from '../../../src/run/sampleRows.ts';
import { MODEL_NAMES, type StudyInput } from '../../../src/run/study.ts';
import { UserError } from '../../../src/run/userError.ts';
import { predictNew } from '../../../src/trainer/predict/predictNew.ts';
import { train } from '../../../src/trainer/train.ts';
import { parseCsv } from '../../parseCsv.ts';

const SAMPLES = 40;
const TRIO: StudyInput['modalities'] = [
  { name: 'view1', file: 'view1.csv.gz', transform: ['standardize'], topVariance: 5 },
  { name: 'view2', file: 'view2.csv', transform: [] },
  { name: 'counts', file: 'counts.csv', likelihood: 'negative-binomial' },
];

let folder: string;
/** A run of the default model on all three tables. */
let run: string;
let runs = 0;

/** Three tables: real numbers; real numbers with gaps in cells and rows; counts of what the first one says. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-predict-'));
  const data = synthesize({ samples: SAMPLES, sharedFeatures: 4, privateFeatures: [3, 2], seed: 3 });
  const [view1, view2] = data.modalities.map(({ values }) => [...sampleRows(data.sampleIds, values)]);
  view2[3][1] = Number.NaN;
  view2[7][2] = Number.NaN;
  const [names1, names2] = data.modalities.map(({ features }) => ['id', ...features]);
  await writeFile(join(folder, 'view1.csv.gz'), gzipSync(formatCsv(names1, view1)));
  await writeFile(
    join(folder, 'view2.csv'),
    formatCsv(
      [...names2, 'flat'],
      view2.slice(2).map((row) => [...row, 5]),
    ),
  );
  const counts = view1.map(([id, ...values], n) => [
    id,
    ...values.map((value) => Math.round(Math.exp(Number(value)) * (5 + (n % 7)))),
  ]);
  await writeFile(
    join(folder, 'counts.csv'),
    formatCsv(
      [...names1, 'never'],
      counts.map((row) => [...row, 0]),
    ),
  );
  await writeFile(
    join(folder, 'labels.csv'),
    formatCsv(
      ['id', 'y'],
      data.sampleIds.map((id, n) => [id, data.labels.y[n]]),
    ),
  );
  run = await trained();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function trained(change: Partial<StudyInput> = {}): Promise<string> {
  const out = join(folder, `run-${runs++}`);
  await train({
    study: parseStudy(
      {
        modalities: TRIO,
        training: { epochs: 3, batchSize: 16 },
        evaluation: { split: 'holdout', testFraction: 0.5 },
        engine: 'wasm',
        ...change,
      },
      'the test’s study',
    ),
    directory: folder,
    out,
    signal: new AbortController().signal,
    emit: () => {},
  });
  return out;
}

/** A modality's own table: the samples to predict from are those that the run held out, among others. */
const tableOf = (name: string) => {
  const file = TRIO.find((modality) => modality.name === name)?.file ?? '';
  return { name, file: join(folder, file) };
};

/** Largest difference between a run's own held-out predictions and those for the same samples as new ones. */
async function largestDifference(run: string, source: string, given: readonly string[], target: string) {
  const { sampleIds, features, values } = await predictNew(run, given.map(tableOf), target);
  const kept = await SafetensorsFile.open(join(run, 'predictions.safetensors'));
  const own = await kept.tensor(`predicted/${source}/${target}`);
  const heldOut: string[] = JSON.parse(kept.metadata['samples']);
  expect(features).toEqual(JSON.parse(kept.metadata[`features/${target}`]));
  await kept.close();
  let largest = 0;
  let compared = 0;
  for (const [i, id] of heldOut.entries()) {
    const n = sampleIds.indexOf(id);
    for (const d of features.keys()) {
      const mine = own.values[d * heldOut.length + i];
      // The run predicts only what it can score: samples that have the target.
      if (Number.isNaN(mine)) continue;
      compared++;
      largest = Math.max(largest, Math.abs(mine - values[n * features.length + d]));
    }
  }
  expect(compared).toBeGreaterThan((heldOut.length - 3) * features.length);
  return largest;
}

it.each(MODEL_NAMES)('predicts held-out samples as the run of %s did', async (name) => {
  const run = await trained({ model: { name, hidden: [6] } });
  for (const [source, given, target] of [
    ['view1', ['view1'], 'view2'],
    ['view2', ['view2'], 'counts'],
    ['all', ['counts', 'view2'], 'view1'],
  ] as const) {
    expect(await largestDifference(run, source, given, target), `${source} → ${target}`).toBeLessThan(1e-5);
  }
});

it('predicts with no private latents, two trunks, laplace and a label that teaches', async () => {
  const alone = await trained({ model: { private: 0, hidden: [6] } });
  expect(await largestDifference(alone, 'counts', ['counts'], 'view2')).toBeLessThan(1e-5);
  const labelled = await trained({
    model: { name: 'mopoe', private: { view1: 1, view2: 0, counts: 2 }, encoder: 'two-trunks' },
    modalities: [TRIO[0], { ...TRIO[1], likelihood: 'laplace' }, TRIO[2]],
    labels: { file: 'labels.csv', column: 'y', supervise: true },
  });
  expect(await largestDifference(labelled, 'all', ['view1', 'counts'], 'view2')).toBeLessThan(1e-5);
});

it('expects of each feature the error that its held-out R² leaves', async () => {
  const { header, rows } = parseCsv(await readFile(join(run, 'r2.csv'), 'utf8'));
  const scores = (source: string, target: string): number[] =>
    rows
      .filter((row) => row[0] === source && row[1] === target)
      .map((row) => (row[header.indexOf('r2')] === '' ? Number.NaN : Number(row[header.indexOf('r2')])));
  const one = await predictNew(run, [tableOf('view1')], 'view2');
  expect([...one.expected.r2]).toEqual(scores('view1', 'view2').map(Math.fround));
  expect(one.expected).toMatchObject({ source: 'view1', lowerBound: false });

  // view2 is neither standardised nor logged: its spread in training is that of the table's own values.
  const split = new Map(
    parseCsv(await readFile(join(run, 'latents.csv'), 'utf8')).rows.map(([id, split]) => [id, split]),
  );
  const table = parseCsv(await readFile(join(folder, 'view2.csv'), 'utf8'));
  const column = table.header.indexOf(one.features[0]);
  const training = table.rows
    .filter(([id, ...cells]) => split.get(id) === 'train' && cells[column - 1] !== '')
    .map((row) => Number(row[column]));
  const centre = training.reduce((sum, value) => sum + value, 0) / training.length;
  const spread = Math.sqrt(training.reduce((sum, value) => sum + (value - centre) ** 2, 0) / training.length);
  expect(one.expected.error[0]).toBeCloseTo(Math.sqrt(1 - one.expected.r2[0]) * spread, 5);

  const both = await predictNew(run, [tableOf('view1'), tableOf('counts')], 'view2');
  expect([...both.expected.r2]).toEqual(scores('all', 'view2').map(Math.fround));
});

it('takes the best single source as a lower bound for some of several others', async () => {
  const run = await trained({ modalities: [...TRIO, { name: 'copy', file: 'view2.csv' }] });
  const { expected } = await predictNew(run, [tableOf('view1'), tableOf('counts')], 'copy');
  expect(expected.lowerBound).toBe(true);
  expect(['view1', 'counts']).toContain(expected.source);
});

it('fills in features that a table lacks by their training mean, and says so', async () => {
  const { header, rows } = parseCsv(await readFile(join(folder, 'view2.csv'), 'utf8'));
  const without = header.indexOf('shared_2');
  expect(without).toBeGreaterThan(0);
  const file = join(folder, 'without.csv');
  // The other columns in another order, and one that the model never saw.
  await writeFile(
    file,
    formatCsv(
      [
        'id',
        'news',
        ...header
          .slice(1)
          .filter((_, k) => k + 1 !== without)
          .reverse(),
      ],
      rows.map(([id, ...cells]) => [id, 1, ...cells.filter((_, k) => k + 1 !== without).reverse()]),
    ),
  );
  const blank = join(folder, 'blank.csv');
  await writeFile(
    blank,
    formatCsv(
      header,
      rows.map((row) => row.map((cell, k) => (k === without ? '' : cell))),
    ),
  );
  const lacking = await predictNew(run, [{ name: 'view2', file }], 'view1');
  const gaps = await predictNew(run, [{ name: 'view2', file: blank }], 'view1');
  const whole = await predictNew(run, [tableOf('view2')], 'view1');
  expect(lacking.values).toEqual(gaps.values);
  expect(lacking.values).not.toEqual(whole.values);
  expect(lacking.notes.join('\n')).toMatch(/1 of the model's 6 features are not in the table.*shared_2/);
  // "flat" never varied: the model does not know it either.
  expect(lacking.notes.join('\n')).toMatch(/does not know are ignored: 2/);
});

it('takes samples that are in one of the tables only', async () => {
  const run = await trained({ model: { name: 'mvae' } });
  const both = await predictNew(run, [tableOf('view2'), tableOf('counts')], 'view1');
  expect(both.sampleIds).toHaveLength(SAMPLES);
  expect(both.notes.join('\n')).toMatch(/Samples without view2: 2 of 40/);
  const alone = await predictNew(run, [tableOf('counts')], 'view1');
  const width = both.features.length;
  const of = ({ sampleIds, values }: typeof both, id: string): Float32Array =>
    values.slice(sampleIds.indexOf(id) * width, (sampleIds.indexOf(id) + 1) * width);
  const measured = new Set(parseCsv(await readFile(join(folder, 'view2.csv'), 'utf8')).rows.map(([id]) => id));
  const id = both.sampleIds.find((id) => !measured.has(id)) ?? '';
  // Products weigh precisions: an expert that is not there has none.
  of(alone, id).forEach((value, d) => {
    expect(of(both, id)[d]).toBeCloseTo(value, 5);
  });
});

it('predicts with the model of all samples where the run is k-fold', async () => {
  const run = await trained({ evaluation: { split: 'kfold', folds: 2 } });
  const { values, expected } = await predictNew(run, [tableOf('view1')], 'counts');
  expect(values.every(Number.isFinite)).toBe(true);
  expect(expected.source).toBe('view1');
});

it('says what is wrong with names and tables', async () => {
  const refusal = async (given: readonly { name: string; file: string }[], target: string): Promise<string> => {
    const error = await predictNew(run, given, target).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UserError);
    return error instanceof UserError ? error.message : '';
  };
  expect(await refusal([tableOf('view1')], 'protein')).toMatch(/no modality "protein"; it has view1, view2, counts/);
  expect(await refusal([tableOf('view1')], 'view1')).toMatch(/"view1" is given, and asked for/);
  expect(await refusal([tableOf('view1'), tableOf('view1')], 'view2')).toMatch(/given twice/);
  expect(await refusal([{ name: 'view1', file: join(folder, 'labels.csv') }], 'view2')).toMatch(
    /labels.csv has none of the 5 features that the model knows of view1/,
  );
  expect(await refusal([{ ...tableOf('view1'), name: 'counts' }], 'view2')).toMatch(
    /view1.csv.gz, sample ".+", feature ".+": .+, but the run was trained on counts, whole numbers from 0 upwards/,
  );
  const bare = join(folder, 'bare');
  await mkdir(bare);
  await copyFile(join(run, 'run.crossmodal'), join(bare, 'run.crossmodal'));
  expect(String(await predictNew(bare, [tableOf('view1')], 'view2').catch(String))).toMatch(/keeps no weights/);
});
