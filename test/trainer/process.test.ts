import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { synthesize } from '../../src/data/synthesize.ts';
import { formatCsv } from '../../src/run/csv.ts';
import { readHistory, readRunFile } from '../../src/run/readRun.ts';
import { sampleRows } from '../../src/run/sampleRows.ts';
import type { StudyInput } from '../../src/run/study.ts';
import { endTrainer, forkTrainer, trainOnce } from './trainerProcess.ts';

const SAMPLES = 48;
const RESULTS = ['r2', 'features', 'loadings', 'errors', 'latents', 'labels'].map((name) => `${name}.csv`);
const TENSORS = ['weights', 'predictions', 'checkpoint/stage-0'].map((name) => `${name}.safetensors`);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-process-'));
  await writeTables(1);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The second table lacks a cell and three samples. */
async function writeTables(seed: number): Promise<void> {
  const data = synthesize({ samples: SAMPLES, sharedFeatures: 4, privateFeatures: [6, 2], seed });
  for (const { name, features, values } of data.modalities) {
    const rows = [...sampleRows(data.sampleIds, values)];
    if (name === 'view2') rows[5][2] = Number.NaN;
    await writeFile(
      join(folder, `${name}.csv`),
      formatCsv(['id', ...features], name === 'view2' ? rows.slice(3) : rows),
    );
  }
  const labels = data.sampleIds.map((id, n) => [id, data.labels.y[n]]);
  await writeFile(join(folder, 'labels.csv'), formatCsv(['id', 'y'], labels));
}

/** Writes a study file. @returns its path */
async function study(name: string, change: Partial<StudyInput> = {}): Promise<string> {
  const content: StudyInput = {
    modalities: ['view1', 'view2'].map((view) => ({ name: view, file: `${view}.csv` })),
    labels: { file: 'labels.csv', column: 'y' },
    model: { name: 'mmvae++', hidden: [6] },
    training: { epochs: 4, batchSize: 16 },
    evaluation: { split: 'holdout' },
    ...change,
  };
  const file = join(folder, `${name}.crossmodal.json`);
  await writeFile(file, JSON.stringify(content));
  return file;
}

/** All that a run must repeat to the byte. */
async function results(out: string) {
  const files = await Promise.all([...RESULTS, ...TENSORS].map((name) => readFile(join(out, name), 'base64')));
  const { metrics, modalities, warnings, study: settings } = await readRunFile(out);
  const history = (await readHistory(out)).map(({ seconds: _, ...entry }) => entry);
  return { files, metrics, modalities, warnings, settings, history };
}

/** Trains studies one after another in one process. @returns their run folders */
async function trainAll(files: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const child = forkTrainer(env);
  const folders: string[] = [];
  for (const file of files) {
    const out = await mkdtemp(join(folder, 'run-'));
    await trainOnce(child, file, folder, out);
    folders.push(out);
  }
  expect(await endTrainer(child)).toBe(0);
  return folders;
}

it.each(['tensorflow', 'wasm'] as const)(
  'trains one run after another as if each had a process of its own (%s)',
  async (engine) => {
    const studies = [
      await study('folds', { engine, evaluation: { split: 'kfold', folds: 3 } }),
      await study('other-settings', {
        engine,
        model: { name: 'mvae', hidden: [6], shared: 3 },
        labels: { file: 'labels.csv', column: 'y', supervise: true },
        modalities: [
          { name: 'view1', file: 'view1.csv', transform: ['standardize'], topVariance: 4 },
          { name: 'view2', file: 'view2.csv', likelihood: 'laplace' },
        ],
      }),
    ];
    const used = await trainAll([...studies, studies[0]]);
    const fresh: string[] = [];
    for (const file of studies) fresh.push(...(await trainAll([file])));
    for (const [i, out] of [...fresh, fresh[0]].entries()) expect(await results(used[i])).toEqual(await results(out));
    expect((await results(fresh[0])).metrics?.r2.length).toBeGreaterThan(0);
  },
);

it('finds the same to the byte with any number of threads', async () => {
  const file = await study('threads', { engine: 'tensorflow' });
  const [one] = await trainAll([file], { CROSSMODAL_THREADS: '1' });
  const [three] = await trainAll([file], { CROSSMODAL_THREADS: '3' });
  expect(await results(three)).toEqual(await results(one));
  expect((await readRunFile(one)).engine.threads).toBe(1);
  expect((await readRunFile(three)).engine.threads).toBe(3);
});

it('reads a table again that was written in between, and tells of another that is gone', async () => {
  const file = await study('changed', { engine: 'wasm' });
  const child = forkTrainer();
  const [before, after] = [await mkdtemp(join(folder, 'run-')), await mkdtemp(join(folder, 'run-'))];
  await trainOnce(child, file, folder, before);
  await writeTables(2);
  await trainOnce(child, file, folder, after);
  const [fresh] = await trainAll([file]);
  expect(await results(after)).toEqual(await results(fresh));
  expect((await readRunFile(after)).modalities[0].sha256).not.toBe((await readRunFile(before)).modalities[0].sha256);
  await rm(join(folder, 'view2.csv'));
  await expect(trainOnce(child, file, folder, await mkdtemp(join(folder, 'run-')))).rejects.toThrow('view2.csv');
  await writeTables(1);
  await trainOnce(child, file, folder, await mkdtemp(join(folder, 'run-')));
  await endTrainer(child);
});

it('asked to stop while it waits, ends', async () => {
  const child = forkTrainer();
  await trainOnce(child, await study('short', { engine: 'wasm' }), folder, await mkdtemp(join(folder, 'run-')));
  const ended = new Promise((done) => {
    child.on('exit', done);
  });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});
