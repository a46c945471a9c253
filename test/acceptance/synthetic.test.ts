import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticTables } from '../../src/experiments/synthetic.ts';
import { median } from '../../src/math/statistics.ts';
import { readRun } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import type { ModelName } from '../../src/run/study.ts';
import { train } from '../../src/trainer/train.ts';

/**
 * The synthetic example of Märtens & Yau (arXiv 2403.06338), Fig. 1B: how well view 2 is predicted from view 1 as view 1
 * gets more and more private features. 1000 samples, 10 shared features a view, 20 private features in view 2, latent
 * 2+2+2, 100 epochs, Adam 1e-3, batch 128; the median held-out R² over shared features and seeds.
 *
 *   npm run acceptance            all five seeds: the numbers that the README quotes
 *   SEEDS=1 npm run acceptance    a quick look
 */
const SEEDS = Number(process.env['SEEDS'] ?? 5);

const BANDS: readonly { model: ModelName; privateFeatures: number; from: number; to: number }[] = [
  { model: 'mmvae++', privateFeatures: 100, from: 0.55, to: 0.75 },
  { model: 'mmvae++', privateFeatures: 1000, from: 0.35, to: 0.6 },
  { model: 'mmvae', privateFeatures: 100, from: -0.1, to: 0.1 },
  { model: 'mmvae', privateFeatures: 1000, from: -0.1, to: 0.1 },
  { model: 'mopoe', privateFeatures: 100, from: -0.1, to: 0.1 },
  { model: 'mopoe', privateFeatures: 1000, from: -0.1, to: 0.1 },
  { model: 'mvae', privateFeatures: 20, from: -1, to: 0.4 },
  { model: 'mvae', privateFeatures: 50, from: -1, to: 0.05 },
  { model: 'mvae', privateFeatures: 100, from: -1, to: 0.05 },
  { model: 'mvae', privateFeatures: 1000, from: -1, to: 0.05 },
];

let folder: string;
const table: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-acceptance-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  console.log(
    ['model     private  median R²  [10 %, 90 %]  AUC   band            engine, seconds a run', ...table].join('\n'),
  );
});

describe(`view 1 → view 2 over shared features, ${SEEDS} seeds`, () => {
  for (const { model, privateFeatures, from, to } of BANDS) {
    it(`${model} with ${privateFeatures} private features lies between ${from} and ${to}`, {
      timeout: 1_800_000,
    }, async () => {
      const scores: number[] = [];
      const aucs: number[] = [];
      const seconds: number[] = [];
      let engine = '';
      for (let seed = 0; seed < SEEDS; seed++) {
        const run = await trainOnce(model, privateFeatures, seed);
        scores.push(...run.scores);
        aucs.push(run.auc);
        seconds.push(run.seconds);
        engine = run.engine;
      }
      scores.sort((a, b) => a - b);
      const at = (q: number): string => scores[Math.round(q * (scores.length - 1))].toFixed(2);
      const result = median(scores);
      table.push(
        `${model.padEnd(8)}  ${String(privateFeatures).padStart(7)}  ${result.toFixed(3).padStart(9)}  ` +
          `${`[${at(0.1)}, ${at(0.9)}]`.padEnd(14)}  ${median(aucs).toFixed(2)}  ${`${from} to ${to}`.padEnd(14)}  ` +
          `${engine}, ${median(seconds).toFixed(1)}`,
      );
      expect(result).toBeGreaterThanOrEqual(from);
      expect(result).toBeLessThanOrEqual(to);
    });
  }
});

async function trainOnce(model: ModelName, privateFeatures: number, seed: number) {
  await syntheticTables({ privateFeatures: [privateFeatures, 20], seed }).write(folder);
  const out = join(folder, `${model}-${privateFeatures}-${seed}`);
  await train({
    study: parseStudy(
      {
        modalities: [
          { name: 'view1', file: 'view1.csv' },
          { name: 'view2', file: 'view2.csv' },
        ],
        labels: { file: 'labels.csv', column: 'y' },
        model: { name: model, shared: 2, private: 2 },
        training: { epochs: 100, batchSize: 128, learningRate: 1e-3, beta: { from: 1e-5, to: 1 }, seed },
      },
      'the synthetic study',
    ),
    directory: folder,
    out,
    signal: new AbortController().signal,
    emit: () => {},
  });
  const { run, r2 } = await readRun(out);
  const pair = r2?.pairs.find(({ source, target }) => source === 'view1' && target === 'view2');
  const features = r2?.targets.find(({ name }) => name === 'view2')?.features ?? [];
  await rm(out, { recursive: true });
  return {
    scores: Array.from(pair?.r2 ?? []).filter((_, d) => features[d].startsWith('shared')),
    auc: run.metrics?.classification.find(({ block }) => block === 'shared')?.auc ?? Number.NaN,
    seconds: run.seconds,
    engine: run.engine.name,
  };
}
