import { cpSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticTables } from '../../../src/experiments/synthetic.ts';
import { median } from '../../../src/math/statistics.ts';
import { readRun } from '../../../src/run/readRun.ts';
import { parseStudy } from '../../../src/run/readStudy.ts';
import type { FeatureStatistics, R2Scores, RunData } from '../../../src/run/runData.ts';
import { RunFolder } from '../../../src/run/runFolder.ts';
import type { Study, StudyInput } from '../../../src/run/study.ts';
import { makeReady } from '../../../src/trainer/ready.ts';
import { HeldOutScores, MOST_KEPT_BYTES } from '../../../src/trainer/scores/heldOutScores.ts';
import { withStatistics } from '../../../src/trainer/scores/statistics.ts';
import { train } from '../../../src/trainer/train.ts';
import { parseCsv } from '../../parseCsv.ts';

const SHARED = 10;
const PRIVATE = 15;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-statistics-'));
  const settings = { samples: 300, sharedFeatures: SHARED, privateFeatures: [PRIVATE, PRIVATE], seed: 1 };
  await syntheticTables(settings).write(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function studyOf(change: Partial<StudyInput>): Study {
  return parseStudy(
    {
      modalities: [
        { name: 'view1', file: 'view1.csv' },
        { name: 'view2', file: 'view2.csv' },
      ],
      model: { name: 'mmvae++', hidden: [32] },
      training: { epochs: 80, batchSize: 64, learningRate: 0.006 },
      engine: 'wasm',
      ...change,
    },
    'the test’s study',
  );
}

async function run(name: string, change: Partial<StudyInput>): Promise<RunData> {
  const study = studyOf(change);
  const out = join(folder, name);
  const { signal } = new AbortController();
  await train({ study, directory: folder, out, signal, emit: () => {} });
  return readRun(out);
}

describe.each([
  ['hold-out', { split: 'holdout', testFraction: 0.3 } as const],
  ['k-fold', { split: 'kfold', folds: 2 } as const],
])('the statistics of a %s run with planted truth', (name, evaluation) => {
  let data: RunData;
  beforeAll(async () => {
    data = await run(name, { evaluation });
  });

  const planted = (feature: string) => feature.startsWith('shared');
  /** One value of each feature, over both modalities: of the planted shared ones, and of the private ones. */
  const pick = <T>(of: (target: R2Scores['targets'][number], d: number) => T): { shared: T[]; own: T[] } => {
    const all = data.r2?.targets.flatMap((target) =>
      target.features.map((feature, d) => ({ feature, value: of(target, d) })),
    );
    const values = (shared: boolean) =>
      (all ?? []).filter(({ feature }) => planted(feature) === shared).map(({ value }) => value);
    return { shared: values(true), own: values(false) };
  };
  const fromOther = (target: string): FeatureStatistics & { r2: Float32Array } => {
    const pair = data.r2?.pairs.find((one) => one.target === target && one.source !== 'all');
    if (!pair?.statistics) throw new Error('no statistics');
    return { ...pair.statistics, r2: pair.r2 };
  };

  it('finds every shared feature, and hardly a private one', () => {
    const { shared, own } = pick(({ name: target }, d) => fromOther(target).q[d] <= 0.05);
    expect(shared.filter(Boolean)).toHaveLength(2 * SHARED);
    expect(own.filter(Boolean).length).toBeLessThanOrEqual(0.1 * 2 * PRIVATE);
    for (const target of ['view1', 'view2']) {
      const { q, r2 } = fromOther(target);
      const counts = data.run.metrics?.r2.filter((one) => one.target === target && one.source !== target);
      const predicted = r2.filter((value, d) => q[d] <= 0.05 && value > 0);
      expect(counts?.map(({ predictable }) => predictable)).toEqual([predicted.length, predicted.length]);
      for (const { predictableMedian } of counts ?? []) expect(predictableMedian).toBeCloseTo(median(predicted), 6);
    }
  });

  it('calls shared what is, and nothing private', () => {
    const { shared, own } = pick(({ verdicts }, d) => verdicts?.verdict[d]);
    expect(shared.filter((verdict) => verdict === 'shared').length).toBeGreaterThanOrEqual(0.75 * 2 * SHARED);
    expect(own).not.toContain('shared');
    expect(own.filter((verdict) => verdict === 'private').length).toBeGreaterThan(0.3 * 2 * PRIVATE);
    const sums = pick(({ verdicts: v }, d) => (v ? v.shared[d] + v.private[d] + v.neither[d] : 0));
    for (const sum of [...sums.shared, ...sums.own]) expect(sum).toBeCloseTo(1, 5);
  });

  it('puts R² inside its interval, above the null where it is planted', () => {
    for (const { name: target, features } of data.r2?.targets ?? []) {
      const { r2, low, high, nullR2 } = fromOther(target);
      features.forEach((feature, d) => {
        expect(low[d]).toBeLessThan(r2[d]);
        expect(high[d]).toBeGreaterThan(r2[d]);
        if (planted(feature)) expect(low[d]).toBeGreaterThan(nullR2[d]);
      });
    }
  });

  it('knows what ridge regression finds', () => {
    const { shared, own } = pick(({ name: target }, d) => fromOther(target).baseline[d]);
    expect(Math.min(...shared)).toBeGreaterThan(0.3);
    expect(Math.max(...own)).toBeLessThan(0.1);
    const direction = data.run.metrics?.r2.find(({ source }) => source === 'view1');
    expect(direction?.baselineMedian).toBeCloseTo(median(fromOther('view2').baseline), 6);
  });

  it('uses every dimension, and shared features load on shared ones', async () => {
    expect(data.run.metrics?.dimensions.map(({ block, dimension }) => `${block} ${dimension}`)).toEqual(
      ['shared', 'private_view1', 'private_view2'].flatMap((block) => [`${block} 1`, `${block} 2`]),
    );
    expect(data.run.metrics?.dimensions.every(({ used }) => used)).toBe(true);
    const { header, rows } = parseCsv(await readFile(join(data.folder, 'loadings.csv'), 'utf8'));
    expect(header).toEqual(['modality', 'feature', 'shared_1', 'shared_2', 'private_1', 'private_2']);
    expect(rows).toHaveLength(2 * (SHARED + PRIVATE));
    const load = (row: string[], from: number) => Math.hypot(Number(row[from]), Number(row[from + 1]));
    const onShared = rows.filter((row) => load(row, 2) > load(row, 4)).map(([, feature]) => planted(feature));
    expect(onShared.filter(Boolean).length).toBeGreaterThanOrEqual(0.75 * 2 * SHARED);
    expect(onShared.filter((one) => !one).length).toBeLessThanOrEqual(0.2 * 2 * PRIVATE);
  });
});

describe('statistics that are not computed', () => {
  const scoresOf = async (rows: Int32Array, keep: number) => {
    const { model } = await makeReady(studyOf({ evaluation: { split: 'holdout' } }), folder, () => {});
    const scores = new HeldOutScores(model.prepared, rows, { keep, explain: true });
    await model.scoreInto(scores);
    model.dispose();
    return scores;
  };

  it('are null once somebody stops, and a file without them reads as one of an earlier version', async () => {
    const rows = Int32Array.from({ length: 300 }, (_, row) => row);
    const asked = async () => false;
    const scores = await withStatistics(await scoresOf(rows, MOST_KEPT_BYTES), new Int32Array(300), 0, asked);
    expect(scores.pairs.map(({ statistics }) => statistics)).toEqual([null, null, null, null]);
    const out = join(folder, 'interrupted');
    cpSync(join(folder, 'hold-out'), out, { recursive: true });
    await RunFolder.existing(out).writeR2(scores);
    const written = (await readRun(out)).r2;
    expect(written).toEqual(scores);
    await writeFile(join(out, 'r2.csv'), 'source,target,feature,r2,r2_self\nview1,view2,shared_1,0.5,0.75\n');
    await rm(join(out, 'features.csv'));
    expect((await readRun(out)).r2).toEqual({
      targets: [{ name: 'view2', features: ['shared_1'], self: Float32Array.of(0.75), verdicts: null }],
      pairs: [{ source: 'view1', target: 'view2', r2: Float32Array.of(0.5), statistics: null }],
    });
  });

  it('are null where held-out predictions are too large to be kept', async () => {
    const scores = await scoresOf(
      Int32Array.from({ length: 300 }, (_, row) => row),
      1000,
    );
    expect(scores.keepsPredictions).toBe(false);
    const { pairs, targets } = await withStatistics(scores, new Int32Array(300), 0, async () => true);
    expect(pairs.map(({ statistics }) => statistics)).toEqual([null, null, null, null]);
    expect(targets.map(({ verdicts }) => verdicts)).toEqual([null, null]);
  });
});
