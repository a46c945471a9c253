import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readStudy } from '../../src/run/readStudy.ts';
import { readSweepPlan } from '../../src/run/readSweep.ts';
import type { SweepInput } from '../../src/run/sweepFile.ts';
import { planSweep } from '../../src/sweep/planSweep.ts';
import { writeSweep } from '../../src/sweep/writeSweep.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-sweep-'));
  await writeJson('tables.crossmodal.json', {
    modalities: [
      { name: 'rna', file: 'data/rna.csv' },
      { name: 'protein', file: '/data/protein.csv' },
    ],
    labels: { file: 'data/clinical.csv', column: 'stage' },
    training: { seed: 4 },
  });
});

afterEach(() => rm(directory, { recursive: true }));

async function writeJson(name: string, content: unknown): Promise<string> {
  const file = join(directory, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(content));
  return file;
}

async function plan(sweep: Partial<SweepInput>) {
  return planSweep(await writeJson('sizes.sweep.json', { study: 'tables.crossmodal.json', ...sweep }));
}

test('grid, list, random draws and seeds are crossed; the seed is the last axis and varies fastest', async () => {
  const { plan: planned, studies } = await plan({
    grid: { seed: { count: 2 }, 'model.name': ['mmvae', 'mmvae++'] },
    list: [{ 'model.shared': 2, 'model.private': 1 }, { 'model.shared': 5 }],
    random: { draws: 3, settings: { 'training.beta': { from: 0.01, to: 1, scale: 'log' } } },
  });
  expect(planned.runs).toHaveLength(2 * 2 * 2 * 3);
  expect(planned.axes.map(({ path }) => path)).toEqual([
    'model.name',
    'model.shared',
    'model.private',
    'training.beta',
    'seed',
  ]);
  // What the second entry of the list leaves out is as the study has it.
  expect(planned.axes[2].values).toEqual([1, 2]);
  const beta = planned.axes[3].values.map(Number);
  expect(beta).toEqual([...beta].sort((a, b) => a - b));
  expect(planned.runs.slice(0, 2).map(({ at }) => at.at(-1))).toEqual([0, 1]);
  for (const { name, at } of planned.runs) {
    const study = studies.get(name);
    const values = at.map((index, k) => planned.axes[k].values[index]);
    expect([study?.model.name, study?.model.shared, study?.model.private, study?.training.beta]).toEqual(
      values.slice(0, 4),
    );
    expect(study?.training.seed).toBe(values[4]);
  }
});

test('a sweep without a seed takes that of the study', async () => {
  const { plan: planned } = await plan({ grid: { 'model.shared': [2, 5] } });
  expect(planned.axes.at(-1)).toEqual({ path: 'seed', values: [4] });
});

test('names say nothing of the order of settings, of defaults written out, or of the engine', async () => {
  const { plan: first } = await plan({ grid: { 'model.shared': [2, 5], 'model.private': [2] } });
  await writeJson('tables.crossmodal.json', {
    engine: 'wasm',
    training: { seed: 4, epochs: 100 },
    labels: { column: 'stage', file: 'data/clinical.csv', weight: 100 },
    modalities: [
      { file: 'data/rna.csv', name: 'rna' },
      { file: '/data/protein.csv', name: 'protein' },
    ],
  });
  const { plan: second } = await plan({ grid: { 'model.private': [2], 'model.shared': [5, 2, 10] } });
  const names = second.runs.map(({ name }) => name);
  expect(names).toHaveLength(3);
  expect(names).toEqual(expect.arrayContaining(first.runs.map(({ name }) => name)));
});

test('combinations that come to the same study are one run', async () => {
  const { plan: planned } = await plan({
    grid: { 'model.shared': [2, 2, null] },
    list: [{ 'training.beta': 1 }, { 'training.beta': 1.0 }],
  });
  expect(planned.runs).toHaveLength(1);
  expect(planned.axes[0].values).toEqual([2]);
});

test('samples that are held out of the sweep are set aside in every study, and make them other runs', async () => {
  const grid = { 'model.shared': [2, 5] };
  const { plan: held, studies } = await plan({ grid, holdOut: { fraction: 0.3 } });
  expect([...studies.values()].map(({ setAside }) => setAside)).toEqual(
    [2, 5].map(() => ({ fraction: 0.3, seed: 0, use: 'nothing' })),
  );
  const names = new Set((await plan({ grid })).plan.runs.map(({ name }) => name));
  expect(held.runs.filter(({ name }) => names.has(name))).toEqual([]);
});

test('cohorts are other studies, with tables beside them', async () => {
  await writeJson('other/cohort.crossmodal.json', {
    modalities: [
      { name: 'rna', file: 'data/rna.csv' },
      { name: 'atac', file: 'data/atac.csv' },
    ],
  });
  const {
    folder,
    plan: planned,
    studies,
  } = await plan({
    list: [{ 'modalities.protein.topVariance': 5 }, { study: 'other/cohort.crossmodal.json', 'model.shared': 3 }],
  });
  expect(planned.axes.map(({ path, values }) => [path, values])).toEqual([
    ['modalities.protein.topVariance', [5, null]],
    ['study', ['tables.crossmodal.json', 'other/cohort.crossmodal.json']],
    ['model.shared', [2, 3]],
    ['seed', [4, 0]],
  ]);
  const files = [...studies.values()].map(({ modalities, labels }) =>
    [...modalities.map(({ file }) => file), ...(labels ? [labels.file] : [])].map((file) =>
      resolve(folder, 'studies', file),
    ),
  );
  expect(files).toEqual([
    [join(directory, 'data/rna.csv'), '/data/protein.csv', join(directory, 'data/clinical.csv')],
    [join(directory, 'other/data/rna.csv'), join(directory, 'other/data/atac.csv')],
  ]);
});

test.each<[string, Partial<SweepInput>, string]>([
  ['a value', { grid: { 'model.shared': [2, 0], seed: [1] } }, '(model.shared = 0) cannot be used:\n  model.shared: 0'],
  ['a modality', { grid: { 'modalities.rna.topVariance': [0] } }, '(modalities.rna.topVariance = 0) cannot be used:'],
  ['a path', { grid: { 'model.shred': [2] } }, 'the nearest one is "model.shared".'],
  ['a group', { grid: { 'evaluation.folds': [5] } }, '(evaluation.folds = 5) cannot be used:\n  evaluation'],
  ['too many', { grid: { seed: { count: 1001 } } }, 'it asks for 1,001 runs, and limits.runs allows 1,000.'],
  ['far too many', { grid: { seed: { count: 1e15 } } }, 'it asks for 1,000,000,000,000,000 runs'],
  [
    'twice',
    { grid: { seed: [1] }, list: [{ 'training.seed': 2 }] },
    '"training.seed" is named twice, in grid and list',
  ],
  ['a count', { grid: { 'model.shared': { count: 2 } } }, 'grid.model.shared: "count" is for seeds.'],
  ['a study', { grid: { study: [3] } }, '"study" wants names of study files, not 3.'],
  ['no study', { grid: { study: ['lost.crossmodal.json'] } }, 'There is no study file '],
])('%s that cannot be is refused in words', async (_, sweep, message) => {
  await expect(plan(sweep)).rejects.toThrow(message);
});

test('written again, only what changed is written; earlier runs keep their studies', async () => {
  const first = await plan({ grid: { 'model.shared': [2, 5] } });
  await writeSweep(first);
  const studyOf = (run: string): string => join(first.folder, 'studies', `${run}.crossmodal.json`);
  const times = await Promise.all(first.plan.runs.map(async ({ name }) => (await stat(studyOf(name))).mtimeMs));
  const second = await plan({ grid: { 'model.shared': [5, 10] } });
  await writeSweep(second);
  expect(await Promise.all(first.plan.runs.map(async ({ name }) => (await stat(studyOf(name))).mtimeMs))).toEqual(
    times,
  );
  expect(await readdir(join(first.folder, 'studies'))).toHaveLength(3);
  expect((await readSweepPlan(first.folder)).runs).toEqual(second.plan.runs);
  for (const { name } of second.plan.runs) expect(await readStudy(studyOf(name))).toEqual(second.studies.get(name));
  // A study that was cut short is made good.
  await writeFile(studyOf(second.plan.runs[0].name), '{');
  await writeSweep(second);
  expect(await readFile(studyOf(second.plan.runs[0].name), 'utf8')).toContain('"shared": 5');
});
