import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseStudy, readStudy } from '../../src/run/readStudy.ts';
import type { Study } from '../../src/run/study.ts';
import { diskEstimate } from '../../src/trainer/diskEstimate.ts';
import { tableSizes } from '../../src/trainer/tableSizes.ts';
import { train } from '../../src/trainer/train.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossmodal-disk-'));
});

afterEach(() => rm(directory, { recursive: true }));

/** Bytes of all files of a folder. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name))));
  return sizes.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

async function expectWithin30Percent(study: Study): Promise<void> {
  const files = study.modalities.map(({ name, file }) => ({ name, file: join(directory, file) }));
  const estimate = diskEstimate(study, await tableSizes(files));
  const out = join(directory, 'run');
  await train({ study, directory, out, signal: new AbortController().signal, emit: () => undefined });
  const measured = await bytesIn(out);
  expect(estimate).toBeGreaterThan(0.7 * measured);
  expect(estimate).toBeLessThan(1.3 * measured);
}

test('a run with folds on the sample takes what is estimated', async () => {
  await cp('samples/tcga-acc', directory, { recursive: true });
  const study = await readStudy(join(directory, 'acc.crossmodal.json'));
  await expectWithin30Percent({
    ...study,
    evaluation: { split: 'kfold', folds: 2 },
    engine: 'wasm',
    training: { ...study.training, epochs: 4 },
  });
});

test('a hold-out run with two trunks, several layers and blocks of several sizes takes what is estimated', async () => {
  const samples = Array.from({ length: 60 }, (_, n) => n);
  for (const [name, features] of [
    ['a', 150],
    ['b', 40],
  ] as const) {
    const header = ['id', ...Array.from({ length: features }, (_, d) => `${name}_feature_${d}`)];
    const rows = samples.map((n) => [
      `sample_${n}`,
      ...header.slice(1).map((_, d) => Math.sin(n * (d + 1)).toFixed(4)),
    ]);
    await writeFile(join(directory, `${name}.csv`), [header, ...rows].map((row) => row.join(',')).join('\n'));
  }
  await expectWithin30Percent(
    parseStudy(
      {
        modalities: [
          { name: 'a', file: 'a.csv', topVariance: 100 },
          { name: 'b', file: 'b.csv' },
        ],
        model: { shared: 6, private: { a: 3, b: 1 }, hidden: [96, 32], encoder: 'two-trunks' },
        training: { epochs: 6 },
        evaluation: { split: 'holdout', testFraction: 0.3 },
        engine: 'wasm',
      },
      'test',
    ),
  );
});
