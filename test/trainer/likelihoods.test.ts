import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.ts';
import { mean, median } from '../../src/math/statistics.ts';
import { formatCsv } from '../../src/run/csv.ts';
import { readFeature, readRun } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import type { StudyInput } from '../../src/run/study.ts';
import { UserError } from '../../src/run/userError.ts';
import { train } from '../../src/trainer/train.ts';

const SAMPLES = 200;
const FEATURES = 12;
const SHARED = 6;

let folder: string;
let count = 0;

/**
 * Two tables of counts, and two of zeros and ones: half of the features follow one shared factor z in both, the others
 * nothing. Counts have means of 4 and 40, so that the factor hardly moves their sum, and samples have sizes that lie a
 * factor of ten apart, by chance in each table. In the first table there are also a sample without any count, a blank row
 * and a missing cell, in both a feature without any count, and in another version of both a cell of a million.
 */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-likelihoods-'));
  const random = new Random(11);
  const z = random.normals(SAMPLES);
  const signal = (d: number, n: number): number => (d < SHARED ? (d % 2 ? 1 : -1) * z[n] : 0);
  const ids = Array.from({ length: SAMPLES }, (_, n) => `s${n}`);
  const header = ['id', ...Array.from({ length: FEATURES }, (_, d) => `f${d}`), 'never'];
  for (const name of ['rna', 'protein']) {
    const depth = random.normals(SAMPLES).map((value) => Math.exp(0.6 * value));
    const rows = ids.map((id, n): (string | number)[] => [
      id,
      ...Array.from({ length: FEATURES }, (_, d) => {
        return poisson(random, depth[n] * (d < SHARED ? 4 : 40) * Math.exp(0.8 * signal(d, n)));
      }),
      0,
    ]);
    const presence = ids.map((id, n) => [
      id,
      ...Array.from({ length: FEATURES }, (_, d) => Number(random.uniform() < 1 / (1 + Math.exp(-3 * signal(d, n))))),
      0,
    ]);
    await writeFile(join(folder, `${name}-presence.csv`), formatCsv(header, presence));
    if (name === 'rna') {
      rows[1].fill(0, 1);
      rows[2].fill(Number.NaN, 1);
      rows[3][2] = Number.NaN;
    }
    await writeFile(join(folder, `${name}.csv`), formatCsv(header, rows));
    rows[4][7] = 1e6;
    await writeFile(join(folder, `${name}-extreme.csv`), formatCsv(header, rows));
  }
  await writeFile(
    join(folder, 'labels.csv'),
    formatCsv(
      ['id', 'group'],
      ids.map((id, n) => [id, z[n] < -0.5 ? 'low' : z[n] < 0.5 ? 'middle' : 'high']),
    ),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Knuth's product of uniforms, in parts of mean 30. */
function poisson(random: Random, rate: number): number {
  if (rate > 30) return poisson(random, 30) + poisson(random, rate - 30);
  let events = 0;
  for (let product = random.uniform(); product > Math.exp(-rate); product *= random.uniform()) events++;
  return events;
}

type Modality = StudyInput['modalities'][number];
const both = (rest: Omit<Modality, 'name' | 'file'>, suffix = ''): Modality[] =>
  ['rna', 'protein'].map((name) => ({ name, file: `${name}${suffix}.csv`, ...rest }));

async function run(modalities: Modality[], change: Partial<StudyInput> = {}) {
  const out = join(folder, `run-${count++}`);
  const study = parseStudy(
    {
      modalities,
      model: { hidden: [16], shared: 2, private: 1 },
      training: { epochs: 25, batchSize: 32, learningRate: 1e-2 },
      evaluation: { split: 'holdout' },
      engine: 'wasm',
      ...change,
    },
    'the test’s study',
  );
  await train({ study, directory: folder, out, signal: new AbortController().signal, emit: () => {} });
  return { out, ...(await readRun(out)) };
}

/** Median R² of the features that follow the shared factor, and of the others. */
function medians(run: Awaited<ReturnType<typeof readRun>>) {
  return (run.r2?.pairs ?? [])
    .filter(({ source }) => source !== 'all')
    .map(({ target, r2 }) => ({ target, shared: median(r2.subarray(0, SHARED)), other: median(r2.subarray(SHARED)) }));
}

describe.each(['poisson', 'negative-binomial'] as const)('counts under %s', (likelihood) => {
  it('give the shared signal of tables whose sizes have nothing to do with each other', async () => {
    const result = await run(both({ likelihood }));
    const { history, r2, out } = result;
    expect(history.every(({ loss }) => Number.isFinite(loss))).toBe(true);
    expect(r2?.targets.map(({ features }) => features.length)).toEqual([FEATURES, FEATURES]);
    for (const { target, shared, other } of medians(result)) {
      expect(shared, target).toBeGreaterThan(0.3);
      expect(Math.abs(other), target).toBeLessThan(0.15);
    }
    const { unit, actual, predicted } = await readFeature(out, 'rna', 'protein', 'f0');
    expect(unit).toBe('ln(1 + count / size)');
    // Predictions of logarithms of counts, not logarithms of predictions: not too large.
    expect(mean(predicted) / mean(actual)).toBeCloseTo(1, 1);
  });
});

it.each(['poisson', 'negative-binomial'] as const)('%s lives with a count of a million', async (likelihood) => {
  const { history, r2 } = await run(both({ likelihood }, '-extreme'), { training: { epochs: 5 } });
  expect(history).toHaveLength(5);
  expect(history.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  for (const { r2: scores } of r2?.pairs ?? []) expect(scores.every(Number.isFinite)).toBe(true);
});

it('zeros and ones under bernoulli are predicted as probabilities', async () => {
  const result = await run(both({ likelihood: 'bernoulli' }, '-presence'));
  expect(result.run.study.modalities[0].transform).toEqual([]);
  for (const { target, shared } of medians(result)) expect(shared, target).toBeGreaterThan(0.15);
  const { unit, predicted } = await readFeature(result.out, 'rna', 'protein', 'f0');
  expect(unit).toBe('probability of 1');
  expect(predicted.every((value) => value > 0 && value < 1)).toBe(true);
});

it.each(['gaussian', 'laplace'] as const)('%s takes a fixed scale, and then learns none', async (likelihood) => {
  const training = { epochs: 2 };
  const fixed = await run(both({ likelihood, noise: 0.5 }), { training });
  const learned = await run(both({ likelihood }), { training });
  expect(learned.run.parameters - fixed.run.parameters).toBe(2 * FEATURES);
  expect(fixed.history.at(-1)?.loss).not.toBe(learned.history.at(-1)?.loss);
});

it('a label of three classes teaches the shared latent', async () => {
  const labels = { file: 'labels.csv', column: 'group', supervise: true, weight: 30 };
  const { run: record, history } = await run(both({ likelihood: 'negative-binomial' }), { labels });
  const term = history.at(-1)?.reconstruction.find(({ to }) => to === 'label');
  expect(term?.nll).toBeLessThan(0.6 * Math.log(3));
  const shared = record.metrics?.classification.find(({ block }) => block === 'shared');
  expect(shared?.auc).toBeGreaterThan(0.85);
});

it('says which value a likelihood does not allow, and that counts have no noise scale', async () => {
  await expect(run(both({ likelihood: 'bernoulli' }))).rejects.toThrow(
    /rna\.csv, sample "s0", feature "f\d+": \d+, but the likelihood "bernoulli" is for zeros and ones/,
  );
  const noise = run(both({ likelihood: 'poisson', noise: 1 }));
  await expect(noise).rejects.toThrow(UserError);
  await expect(noise).rejects.toThrow('Modality "rna": "noise" fixes the scale of a gaussian or laplace likelihood');
});
