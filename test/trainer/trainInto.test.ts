import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { train as trainCommand } from '../../src/cli/train.ts';
import { syntheticTables } from '../../src/experiments/synthetic.ts';
import { formatCsv } from '../../src/run/csv.ts';
import type { TrainerEvent } from '../../src/run/events.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import { trainInto } from '../../src/trainer/trainInto.ts';
import { callCommand } from '../cli/callCommand.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossmodal-into-'));
  await syntheticTables({ samples: 40, sharedFeatures: 3, privateFeatures: [2, 2], seed: 2 }).write(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const studyJson = {
  modalities: ['view1', 'view2'].map((name) => ({ name, file: `${name}.csv` })),
  model: { hidden: [4] },
  training: { epochs: 6, batchSize: 16 },
  evaluation: { split: 'holdout' },
  engine: 'wasm',
};

/** Trains into a folder. @returns the epochs that this took */
async function into(out: string, { stopAt = 0, files = studyJson.modalities, own = {} } = {}): Promise<number[]> {
  const stop = new AbortController();
  const epochs: number[] = [];
  const study = parseStudy({ ...studyJson, modalities: files, ...own }, 'the test’s study');
  const emit = (event: TrainerEvent): void => {
    if (event.type !== 'epoch') return;
    epochs.push(event.epoch);
    if (event.epoch === stopAt) stop.abort();
  };
  await trainInto({ study, directory: folder, out, signal: stop.signal, emit });
  return epochs;
}

const results = (run: string): Promise<string[]> =>
  Promise.all(['r2.csv', 'weights.safetensors', 'latents.csv'].map((name) => readFile(join(run, name), 'base64')));

it('trains, goes on after an interruption, and then finds nothing left to do', async () => {
  const [out, whole] = [join(folder, 'interrupted'), join(folder, 'whole')];
  expect(await into(out, { stopAt: 2 })).toEqual([1, 2]);
  expect((await into(out)).at(-1)).toBe(6);
  const { mtimeMs } = await stat(join(out, 'run.crossmodal'));
  expect(await into(out)).toEqual([]);
  expect((await stat(join(out, 'run.crossmodal'))).mtimeMs).toBe(mtimeMs);
  expect(await into(whole)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await results(out)).toEqual(await results(whole));
  expect(await readdir(out)).not.toContain('lock');
});

it('does not take what another run left for its own', async () => {
  const [out, whole] = [join(folder, 'left'), join(folder, 'new')];
  await into(out, { stopAt: 3 });
  await rm(join(out, 'run.crossmodal'));
  await writeFile(join(out, 'notes.txt'), 'the user’s own');
  expect(await into(out)).toHaveLength(6);
  await into(whole);
  expect(await results(out)).toEqual(await results(whole));
  const history = await readFile(join(out, 'history.jsonl'), 'utf8');
  expect(history.trim().split('\n')).toHaveLength(6);
  expect(await readFile(join(out, 'notes.txt'), 'utf8')).toBe('the user’s own');
});

it('lets one of two train, and tells the other who does', async () => {
  const out = join(folder, 'twice');
  const both = await Promise.allSettled([into(out), into(out)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = both.find((one) => one.status === 'rejected');
  expect(String(refused?.reason)).toMatch(new RegExp(`still being trained, by process ${process.pid}`));
  expect((await readRunFile(out)).status).toBe('finished');
});

it('leaves no folder where the input is wrong, and takes none away that was there', async () => {
  const files = [...studyJson.modalities, { name: 'view3', file: 'view3.csv' }];
  await expect(into(join(folder, 'wrong', 'input'), { files })).rejects.toThrow('view3.csv');
  expect(await readdir(join(folder, 'wrong'))).toEqual([]);
  await mkdir(join(folder, 'there'));
  await expect(into(join(folder, 'there'), { files })).rejects.toThrow('view3.csv');
  expect(await readdir(join(folder, 'there'))).toEqual([]);
});

it('refuses a finished run whose data changed', async () => {
  const out = join(folder, 'changed');
  await into(out);
  const table = await readFile(join(folder, 'view2.csv'), 'utf8');
  await appendFile(join(folder, 'view2.csv'), '\n');
  await expect(into(out)).rejects.toThrow(/view2\.csv has changed since .*changed was trained/);
  await writeFile(join(folder, 'view2.csv'), table);

  const labelled = join(folder, 'labelled');
  const own = { labels: { file: 'labels.csv', column: 'stage' } };
  const ids = table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0]);
  const rows = ids.map((id, n) => [id, n % 2 ? 'early' : 'late']);
  await writeFile(join(folder, 'labels.csv'), formatCsv(['id', 'stage'], rows));
  await into(labelled, { own });
  await writeFile(join(folder, 'labels.csv'), formatCsv(['id', 'stage'], rows.toReversed()));
  await expect(into(labelled, { own })).rejects.toThrow(/labels\.csv has changed since .*labelled was trained/);
});

it('on the command line, says the same when called again', async () => {
  const file = join(folder, 'again.crossmodal.json');
  await writeFile(file, JSON.stringify(studyJson));
  const args = [file, '--out', join(folder, 'again')];
  const first = await callCommand(trainCommand, args);
  expect(await callCommand(trainCommand, args)).toMatchObject({ printed: first.printed });
  await expect(callCommand(trainCommand, [...args, '--shared', '3'])).rejects.toThrow(/other settings \(model\)/);
});
