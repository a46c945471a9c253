import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from '../../src/report/findings.ts';
import { readRun } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import { MODEL_NAMES } from '../../src/run/study.ts';
import { train } from '../../src/trainer/train.ts';

const TABLES = ['rnaseq', 'mirna', 'protein', 'copy_number', 'mutations'];
/** Every mutation of the sample is in one tumour only: held out, it was never seen; seen, it is not held out. */
const UNSCORED = 'mutations';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-five-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(MODEL_NAMES)('%s learns five real tables, each of which some samples lack', async (name) => {
  const out = join(folder, name);
  const study = parseStudy(
    {
      modalities: TABLES.map((table) => ({ name: table, file: `${table}.csv`, topVariance: 12 })),
      labels: { file: 'clinical.csv', column: 'C1A.C1B', supervise: true },
      model: { name, hidden: [8], private: { rnaseq: 2, mirna: 1, protein: 0, copy_number: 1, mutations: 1 } },
      training: { epochs: 2, alpha: { from: 1, to: 0 } },
      evaluation: { split: 'kfold', folds: 2 },
      engine: 'wasm',
    },
    'the test’s study',
  );
  const { signal } = new AbortController();
  await train({ study, directory: resolve('samples/tcga-acc'), out, signal, emit: () => {} });
  const { run, r2, history } = await readRun(out);
  expect(run.samples.complete).toBeLessThan(run.samples.total);
  for (const { loss, reconstruction, kl } of history) {
    const terms = [loss, ...reconstruction.map(({ nll }) => nll), ...kl.map(({ value }) => value)];
    expect(terms.every(Number.isFinite)).toBe(true);
  }
  const between = r2?.pairs.filter(({ source }) => source !== 'all') ?? [];
  expect(between.map(({ source, target }) => `${source} → ${target}`).sort()).toEqual(
    TABLES.flatMap((target) => TABLES.filter((one) => one !== target).map((source) => `${source} → ${target}`)).sort(),
  );
  for (const { target, r2: scores, statistics } of between) {
    // A feature that is not among a fold's most variable ones has no score there.
    expect(scores.some(Number.isFinite), target).toBe(target !== UNSCORED);
    for (const values of Object.values(statistics ?? {})) {
      expect([...values].map(Number.isFinite), target).toEqual([...scores].map(Number.isFinite));
    }
  }
  expect(
    findings(run, history)
      .map(({ text }) => text)
      .join(),
  ).toContain(`No feature has a score in rnaseq → ${UNSCORED}`);
});
