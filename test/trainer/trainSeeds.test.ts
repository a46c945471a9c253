import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { train as trainCommand } from '../../src/cli/train.ts';
import { syntheticTables } from '../../src/experiments/synthetic.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import { UserError } from '../../src/run/userError.ts';
import { train } from '../../src/trainer/train.ts';
import { trainSeeds } from '../../src/trainer/trainSeeds.ts';
import { callCommand } from '../cli/callCommand.ts';
import { parseCsv } from '../parseCsv.ts';

const EPOCHS = 4;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-seeds-'));
  await syntheticTables({ samples: 40, sharedFeatures: 3, privateFeatures: [2, 2], seed: 2 }).write(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const study = (seed: number, model = 'mmvae++') =>
  parseStudy(
    {
      modalities: ['view1', 'view2'].map((name) => ({ name, file: `${name}.csv` })),
      model: { name: model, hidden: [4] },
      training: { epochs: EPOCHS, batchSize: 16, seed },
      evaluation: { split: 'holdout' },
      engine: 'wasm',
    },
    'the test’s study',
  );

const several = (out: string, seeds: number, change: Partial<Parameters<typeof trainSeeds>[0]> = {}) =>
  trainSeeds({
    ...{ study: study(5), directory: folder, out: join(folder, out), seeds },
    ...{ signal: new AbortController().signal, emit: () => {}, onSeed: () => {} },
    ...change,
  });

it('trains each seed as if it were alone', async () => {
  const { runs } = await several('alone', 2);
  expect(runs.map(({ seed, status }) => [seed, status])).toEqual([
    [5, 'finished'],
    [6, 'finished'],
  ]);
  const out = join(folder, 'single');
  await train({ study: study(6), directory: folder, out, signal: new AbortController().signal, emit: () => {} });
  const results = (run: string): Promise<string[]> =>
    Promise.all(['r2.csv', 'latents.csv'].map((name) => readFile(join(run, name), 'utf8')));
  expect(await results(join(folder, 'alone', 'seed-6'))).toEqual(await results(out));
  expect(await results(join(folder, 'alone', 'seed-5'))).not.toEqual(await results(out));
});

it('goes on where it was interrupted: finished seeds stay, the others end as if nothing had happened', async () => {
  const interruption = new AbortController();
  const first = await several('resumed', 3, {
    signal: interruption.signal,
    emit: (event) => {
      if (event.type === 'epoch' && event.folder.endsWith('seed-6') && event.epoch === 2) interruption.abort();
    },
  });
  expect(first.runs.map(({ status }) => status)).toEqual(['finished', 'stopped']);

  const before = await readFile(join(folder, 'resumed', 'seed-5', 'run.crossmodal'), 'utf8');
  const begun: number[] = [];
  const second = await several('resumed', 3, { onSeed: (seed) => begun.push(seed) });
  expect(begun).toEqual([6, 7]);
  expect(second.runs.map(({ status }) => status)).toEqual(['finished', 'finished', 'finished']);
  expect(await readFile(join(folder, 'resumed', 'seed-5', 'run.crossmodal'), 'utf8')).toBe(before);

  await several('whole', 2);
  for (const name of ['r2.csv', 'weights.safetensors']) {
    expect(await readFile(join(folder, 'resumed', 'seed-6', name), 'base64')).toBe(
      await readFile(join(folder, 'whole', 'seed-6', name), 'base64'),
    );
  }
});

it('begins anew where a seed was killed before its first checkpoint', async () => {
  await several('killed', 1);
  const run = join(folder, 'killed', 'seed-5');
  const record = await readRunFile(run);
  await rm(join(run, 'checkpoint'), { recursive: true });
  await writeFile(join(run, 'run.crossmodal'), JSON.stringify({ ...record, status: 'running', pid: 2 ** 22 + 1 }));
  const { runs } = await several('killed', 1);
  expect(runs.map(({ status }) => status)).toEqual(['finished']);
});

it('refuses runs of other settings or other data', async () => {
  const out = join(folder, 'refused');
  await several('refused', 1);
  const refusal = async (promise: Promise<unknown>): Promise<string> => {
    const error = await promise.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UserError);
    return String(error);
  };
  expect(await refusal(several('refused', 1, { study: study(5, 'mvae') }))).toMatch(/other settings \(model\)/);
  expect(await refusal(several('refused/seed-5', 1))).toMatch(/is a run itself/);
  const table = await readFile(join(folder, 'view2.csv'), 'utf8');
  await appendFile(join(folder, 'view2.csv'), '\n');
  expect(await refusal(several('refused', 1))).toMatch(/view2.csv has changed since/);
  await writeFile(join(folder, 'view2.csv'), table);
  expect((await several('refused', 1)).folder).toBe(out);
});

it('writes a row a seed and direction, and a table for people', async () => {
  const out = join(folder, 'table');
  const args = [join(folder, 'view1.csv'), join(folder, 'view2.csv'), '--engine', 'wasm', '--split', 'holdout'];
  const options = ['--epochs', '2', '--seed', '3', '--seeds', '2', '--out', out];
  const { printed } = await callCommand(trainCommand, [...args, ...options]);
  const { header, rows } = parseCsv(await readFile(join(out, 'seeds.csv'), 'utf8'));
  expect(header.slice(0, 3)).toEqual(['seed', 'source', 'target']);
  const medians: number[] = [];
  for (const seed of [3, 4]) {
    const { metrics } = await readRunFile(join(out, `seed-${seed}`));
    for (const { source, target, median } of metrics?.r2 ?? []) {
      const row = rows.find((row) => row[0] === String(seed) && row[1] === source && row[2] === target);
      expect(Number(row?.[header.indexOf('median')])).toBeCloseTo(median ?? Number.NaN, 5);
      if (source === 'view1' && target === 'view2') medians.push(median ?? Number.NaN);
    }
  }
  expect(rows).toHaveLength(2 * 6);
  const middle = (medians[0] + medians[1]) / 2;
  const line = printed.split('\n').find((text) => text.startsWith('view1 → view2'));
  expect(line?.replace('−', '-')).toContain(middle.toFixed(2));
  expect(printed).toContain('Median held-out R² over features, 2 seeds');

  const error = await callCommand(trainCommand, [...args, '--seeds', '0']).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(UserError);
});
