import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../src/data/synthesize.ts';
import { Random } from '../../src/math/random.ts';
import { formatCsv } from '../../src/run/csv.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import { sampleRows } from '../../src/run/sampleRows.ts';
import type { StudyInput } from '../../src/run/study.ts';
import { trainInto } from '../../src/trainer/trainInto.ts';

const SAMPLES = 50;
const data = synthesize({ samples: SAMPLES, sharedFeatures: 4, privateFeatures: [3, 2], seed: 1 });
/** Two classes of 30 and 20 samples. */
const classOf = (n: number): string => (n % 5 < 3 ? 'a' : 'b');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-aside-'));
  await writeTables('tables', () => false);
  const labels = data.sampleIds.map((id, n) => [id, classOf(n)]);
  await writeFile(join(folder, 'labels.csv'), formatCsv(['id', 'class'], labels));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Tables of the synthetic samples; some have values that are anything. */
async function writeTables(name: string, isWild: (id: string) => boolean): Promise<void> {
  const random = new Random(9);
  for (const { name: view, features, values } of data.modalities) {
    const rows = [...sampleRows(data.sampleIds, values)].map(([id, ...own]) => [
      id,
      ...(isWild(String(id)) ? random.normals(own.length).map((value) => 1e4 + 1e6 * value) : own),
    ]);
    await writeFile(join(folder, `${name}-${view}.csv`), formatCsv(['id', ...features], rows));
  }
}

async function trained(out: string, change: Partial<StudyInput>, tables = 'tables') {
  const study = parseStudy(
    {
      modalities: data.modalities.map(({ name }) => ({ name, file: `${tables}-${name}.csv`, topVariance: 4 })),
      labels: { file: 'labels.csv', column: 'class', supervise: true },
      model: { hidden: [6] },
      training: { epochs: 4, batchSize: 16 },
      engine: 'wasm',
      ...change,
    },
    'study',
  );
  const path = join(folder, out);
  await trainInto({ study, directory: folder, out: path, signal: new AbortController().signal, emit: () => {} });
  return { path, run: await readRunFile(path) };
}

async function idsOf(path: string, split?: string): Promise<string[]> {
  const lines = (await readFile(join(path, 'latents.csv'), 'utf8')).trim().split('\n').slice(1);
  const cells = lines.map((line) => line.split(','));
  return cells.filter(([, part]) => split === undefined || part === split).map(([id]) => id);
}

describe('samples set aside', () => {
  it('are no part of a run that goes without them, and all that one is scored on which uses them as its test', async () => {
    const nothing = await trained('nothing', { setAside: { fraction: 0.2 } });
    const test = await trained('test', { setAside: { fraction: 0.2, use: 'test' } });
    expect(nothing.run.samples.total).toBe(40);
    // 40 samples: k-fold is the default, inside the rest.
    expect(nothing.run.split).toEqual({ train: 40, test: 40, folds: 5, aside: 10 });
    expect(test.run.split).toEqual({ train: 40, test: 10, folds: null, aside: 0 });
    const [left, scored] = [await idsOf(nothing.path), await idsOf(test.path, 'test')];
    expect([...left, ...scored].sort()).toEqual([...data.sampleIds].sort());
    // Stratified: 6 of 30 and 4 of 20.
    expect(scored.filter((id) => classOf(data.sampleIds.indexOf(id)) === 'a')).toHaveLength(6);
  });

  it('are the same whatever the seed of the training, and others for another seed of their own', async () => {
    const aside = { setAside: { fraction: 0.2, use: 'test' as const } };
    const training = { epochs: 1, seed: 7 };
    const first = await idsOf((await trained('again', { ...aside, training })).path, 'test');
    expect(first).toEqual(await idsOf((await trained('test', aside)).path, 'test'));
    const other = await trained('other', { setAside: { fraction: 0.2, use: 'test', seed: 1 }, training });
    expect(await idsOf(other.path, 'test')).not.toEqual(first);
  });

  it.each([
    ['k-fold', undefined],
    ['a hold-out', { split: 'holdout', testFraction: 0.25 }],
  ] as const)(
    'leak nothing into %s: whatever their values, every file is the same to the byte',
    async (kind, evaluation) => {
      const change: Partial<StudyInput> = { setAside: { fraction: 0.2 }, ...(evaluation && { evaluation }) };
      const calm = await trained(`calm ${kind}`, change);
      const kept = new Set(await idsOf(calm.path));
      await writeTables('wild', (id) => !kept.has(id));
      const wild = await trained(`wild ${kind}`, change, 'wild');
      for (const file of ['r2.csv', 'latents.csv', 'loadings.csv', 'errors.csv', 'labels.csv']) {
        expect(await readFile(join(wild.path, file), 'utf8'), file).toBe(await readFile(join(calm.path, file), 'utf8'));
      }
      for (const file of ['weights.safetensors', 'predictions.safetensors']) {
        expect((await readFile(join(wild.path, file))).equals(await readFile(join(calm.path, file))), file).toBe(true);
      }
      expect(wild.run.metrics).toEqual(calm.run.metrics);
      expect(wild.run.warnings).toEqual(calm.run.warnings);
      expect(wild.run.modalities.map(({ scale }) => scale)).toEqual(calm.run.modalities.map(({ scale }) => scale));
      // The values did change what they may change: a model that learns from them.
      const all = [await trained(`calm all ${kind}`, {}), await trained(`wild all ${kind}`, {}, 'wild')];
      expect(all[0].run.metrics).not.toEqual(all[1].run.metrics);
    },
  );

  it('are kept apart when a run is taken up, and a run without them is another one', async () => {
    await trained('known', { setAside: { fraction: 0.2, use: 'test' }, evaluation: { split: 'kfold' } });
    const again = await trained('known', { setAside: { fraction: 0.2, use: 'test' }, evaluation: { split: 'kfold' } });
    expect(again.run.split.aside).toBe(0);
    await expect(trained('known', {})).rejects.toThrow(/other settings \(setAside\)/);
    await expect(trained('few', { setAside: { fraction: 0.99 } })).rejects.toThrow(
      '50 samples are too few to hold out 99 %',
    );
  });
});
