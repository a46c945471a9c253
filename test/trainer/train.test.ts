import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../src/data/synthesize.ts';
import { formatCsv } from '../../src/run/csv.ts';
import type { TrainerEvent } from '../../src/run/events.ts';
import { readFeature, readRun, readRunFile } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import type { Latents } from '../../src/run/runData.ts';
import { SafetensorsFile } from '../../src/run/safetensors.ts';
import { sampleRows } from '../../src/run/sampleRows.ts';
import { requestStop } from '../../src/run/stopRequest.ts';
import type { StudyInput } from '../../src/run/study.ts';
import { UserError } from '../../src/run/userError.ts';
import { train } from '../../src/trainer/train.ts';

const splits = (latents: Latents | null) =>
  Array.from(latents?.split.codes ?? [], (code) => latents?.split.classes[code]);

const SAMPLES = 60;
/** In view 2 the first five samples are missing, and one cell of the sixth. */
const MISSING = 5;

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-train-'));
  const data = synthesize({ samples: SAMPLES, sharedFeatures: 4, privateFeatures: [3, 2], seed: 1 });
  for (const { name, features, values } of data.modalities) {
    const rows = [...sampleRows(data.sampleIds, values)];
    if (name === 'view2') rows[MISSING][1] = Number.NaN;
    await writeFile(
      join(folder, `${name}.csv`),
      formatCsv(
        ['id', ...features, 'flat'],
        (name === 'view2' ? rows.slice(MISSING) : rows).map((row) => [...row, 7]),
      ),
    );
  }
  await writeFile(
    join(folder, 'labels.csv'),
    formatCsv(
      ['id', 'y'],
      data.sampleIds.map((id, n) => [id, data.labels.y[n]]),
    ),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(
  change: Partial<StudyInput> = {},
  options: { signal?: AbortSignal; onEvent?: (event: TrainerEvent) => void } = {},
) {
  const study = parseStudy(
    {
      modalities: [
        { name: 'view1', file: 'view1.csv' },
        { name: 'view2', file: 'view2.csv' },
      ],
      labels: { file: 'labels.csv', column: 'y' },
      model: { name: 'mmvae++', hidden: [8] },
      training: { epochs: 3, batchSize: 16 },
      evaluation: { split: 'holdout' },
      engine: 'wasm',
      ...change,
    },
    'the test’s study',
  );
  const events: TrainerEvent[] = [];
  const out = join(folder, `run-${count++}`);
  const result = await train({
    study,
    directory: folder,
    out,
    signal: options.signal ?? new AbortController().signal,
    emit: (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
  });
  return { ...result, out, events };
}

describe('a hold-out run', () => {
  it('writes every file of the contract, and they agree', async () => {
    const { out, status, events } = await run();
    expect(status).toBe('finished');
    expect((await readdir(out)).sort()).toEqual([
      'checkpoint',
      'errors.csv',
      'features.csv',
      'history.jsonl',
      'labels.csv',
      'latents.csv',
      'loadings.csv',
      'log.txt',
      'predictions.safetensors',
      'r2.csv',
      'run.crossmodal',
      'weights.safetensors',
    ]);
    const { run: record, history, latents, r2 } = await readRun(out);
    expect(record.status).toBe('finished');
    expect(
      record.modalities.map(({ samples, features, dropped, missingCells }) => ({
        samples,
        features,
        dropped,
        missingCells,
      })),
    ).toEqual([
      { samples: 60, features: 7, dropped: ['flat'], missingCells: 0 },
      { samples: 55, features: 6, dropped: ['flat'], missingCells: 1 },
    ]);
    expect(record.samples).toEqual({ total: 60, complete: 55 });
    expect(record.split).toEqual({ train: 48, test: 12, folds: null, aside: 0 });
    expect(record.modalities[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(record.warnings.join()).toContain('flat');
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(history.at(-1)?.beta).toBe(1);
    expect(events.at(-1)).toEqual({ type: 'done', folder: out, status: 'finished' });

    expect(latents?.sampleIds).toHaveLength(SAMPLES);
    expect(latents?.blocks.map(({ name, dimensions }) => `${name}:${dimensions.length}`)).toEqual([
      'shared:2',
      'private_view1:2',
      'private_view2:2',
    ]);
    expect(splits(latents).filter((split) => split === 'test')).toHaveLength(12);
    // Samples without a modality have no private latent of it, and a shared one all the same.
    const [shared, , own] = latents?.blocks ?? [];
    expect(own.dimensions[0].subarray(0, MISSING).every(Number.isNaN)).toBe(true);
    expect(own.dimensions[0].subarray(MISSING).some(Number.isNaN)).toBe(false);
    expect(shared.dimensions[0].some(Number.isNaN)).toBe(false);
    expect(latents?.labels[0]).toMatchObject({ kind: 'categorical', name: 'y', classes: ['0', '1'] });

    expect(r2?.pairs.map(({ source, target, r2 }) => `${source}→${target}:${r2.length}`)).toEqual([
      'view2→view1:7',
      'all→view1:7',
      'view1→view2:6',
      'all→view2:6',
    ]);
    expect(r2?.pairs[0].r2).toEqual(r2?.pairs[1].r2);
  });

  it('says of settings that the model does not look at them', async () => {
    const { out } = await run({ model: { name: 'mvae', targetPrivate: 'prior' }, training: { epochs: 1, alpha: 0.5 } });
    const { warnings } = await readRunFile(out);
    expect(warnings.filter((text) => text.includes('no effect'))).toHaveLength(2);
    const { out: other } = await run({ model: { name: 'mmvm' }, training: { epochs: 1, alpha: 0.5 } });
    expect((await readRunFile(other)).warnings.filter((text) => text.includes('no effect'))).toEqual([]);
  });

  it('scores what it says it predicted', async () => {
    const { out } = await run();
    const { r2, latents } = await readRun(out);
    const pair = r2?.pairs.find(({ source, target }) => source === 'view1' && target === 'view2');
    const features = r2?.targets.find(({ name }) => name === 'view2')?.features ?? [];
    expect(features.length).toBe(6);
    for (const [d, feature] of features.entries()) {
      const detail = await readFeature(out, 'view1', 'view2', feature);
      const scored = Array.from(detail.actual, (actual, n) => ({ actual, predicted: detail.predicted[n] })).filter(
        ({ actual, predicted }) => !Number.isNaN(actual) && !Number.isNaN(predicted),
      );
      const mean = scored.reduce((sum, { actual }) => sum + actual, 0) / scored.length;
      const residual = scored.reduce((sum, { actual, predicted }) => sum + (actual - predicted) ** 2, 0);
      const total = scored.reduce((sum, { actual }) => sum + (actual - mean) ** 2, 0);
      expect(pair?.r2[d]).toBeCloseTo(1 - residual / total, 4);
      expect(detail.r2).toBeCloseTo(pair?.r2[d] ?? Number.NaN, 4);
      // Only held-out samples were predicted.
      for (const id of detail.sampleIds) expect(splits(latents)[latents?.sampleIds.indexOf(id) ?? -1]).toBe('test');
    }
  });

  it('repeats to the byte with the same seed, and differs with another', async () => {
    const runs = [await run(), await run(), await run({ training: { epochs: 3, batchSize: 16, seed: 1 } })];
    const [a, b, c] = await Promise.all(
      runs.map(({ out }) =>
        Promise.all(
          ['r2.csv', 'latents.csv', 'weights.safetensors'].map((name) => readFile(join(out, name), 'base64')),
        ),
      ),
    );
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it('keeps every parameter and what was done to the data by readable names', async () => {
    const { out } = await run();
    const weights = await SafetensorsFile.open(join(out, 'weights.safetensors'));
    expect(weights.names).toEqual(
      expect.arrayContaining(['encoder.view1.0.weight', 'decoder.view2.1.bias', 'noise.view1', 'transform.view2.mean']),
    );
    expect(weights.shape('encoder.view1.0.weight')).toEqual([7, 8]);
    expect(JSON.parse(weights.metadata['features.view2'] ?? '')).toHaveLength(6);
    await weights.close();
  });
});

describe('a k-fold run', () => {
  it('holds every sample out once and keeps the latents of the model of all samples', async () => {
    const { out } = await run({ evaluation: { split: 'kfold', folds: 3 } });
    const { run: record, history, latents } = await readRun(out);
    expect(record.split).toEqual({ train: 60, test: 60, folds: 3, aside: 0 });
    expect([...new Set(history.map(({ stage }) => stage))]).toEqual([0, 1, 2, 3]);
    expect(new Set(splits(latents))).toEqual(new Set(['fold 1', 'fold 2', 'fold 3']));
    const { predicted } = await readFeature(out, 'view1', 'view2', 'shared_2');
    expect(predicted).toHaveLength(SAMPLES);
    expect(predicted.filter((value) => !Number.isNaN(value))).toHaveLength(SAMPLES - MISSING);
    expect(record.metrics?.classification.find(({ block }) => block === 'shared')?.samples).toBe(SAMPLES);
    expect(record.metrics?.classification.find(({ block }) => block === 'private_view2')?.samples).toBe(
      SAMPLES - MISSING,
    );
  });
});

describe('stopping', () => {
  it('keeps the best so far, readable, when the run folder asks for it', async () => {
    const { out, status } = await run(
      { training: { epochs: 500, batchSize: 16 } },
      { onEvent: (event) => event.type === 'epoch' && event.epoch === 25 && void requestStop(event.folder) },
    );
    expect(status).toBe('stopped');
    const { run: record, r2, latents, history } = await readRun(out);
    expect(record.status).toBe('stopped');
    expect(history.length).toBeLessThan(60);
    expect(r2?.pairs).toHaveLength(4);
    expect(latents?.sampleIds).toHaveLength(SAMPLES);
    expect(await readdir(out)).toEqual(expect.arrayContaining(['weights.safetensors', 'predictions.safetensors']));
    expect(await readdir(out)).not.toContain('stop');
  });

  it('answers before a long epoch is over', async () => {
    const { out, status } = await run(
      { model: { name: 'mmvae++', hidden: [256, 256] }, training: { epochs: 2, batchSize: 1 } },
      { onEvent: (event) => event.type === 'started' && void requestStop(event.folder) },
    );
    expect(status).toBe('stopped');
    expect((await readRun(out)).history).toEqual([]);
  });

  it('answers an abort before the first epoch is over', async () => {
    const interruption = new AbortController();
    interruption.abort();
    const { status, out } = await run({}, { signal: interruption.signal });
    expect(status).toBe('stopped');
    expect((await readRunFile(out)).status).toBe('stopped');
  });
});

describe('what cannot be trained on', () => {
  it('is refused before anything is written', async () => {
    await expect(run({ labels: { file: 'labels.csv', column: 'nothing' } })).rejects.toThrow(UserError);
    expect(await readdir(folder)).not.toContain(`run-${count - 1}`);
  });

  it('names the modality whose loss is no longer a number, and leaves a readable failed run', async () => {
    const huge = Array.from({ length: SAMPLES }, (_, n) => [`S${n}`, n * 1e30, -n * 1e30]);
    await writeFile(join(folder, 'huge.csv'), formatCsv(['id', 'a', 'b'], huge));
    await writeFile(
      join(folder, 'plain.csv'),
      formatCsv(
        ['id', 'c'],
        huge.map(([id], n) => [id, n % 7]),
      ),
    );
    const broken = run({
      modalities: [
        { name: 'plain', file: 'plain.csv' },
        { name: 'huge', file: 'huge.csv', transform: [] },
      ],
      labels: undefined,
    });
    await expect(broken).rejects.toThrow(/modality "huge".*standardize/s);
    const record = await readRunFile(join(folder, `run-${count - 1}`));
    expect(record.status).toBe('failed');
    expect(record.error).toContain('"huge"');
  });
});
