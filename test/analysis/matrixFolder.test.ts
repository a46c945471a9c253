import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Answers } from '../../src/analysis/answers.ts';
import { Random } from '../../src/math/random.ts';
import type { TrainerEvent } from '../../src/run/events.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import { resume } from '../../src/trainer/resume.ts';
import { train } from '../../src/trainer/train.ts';
import { userErrorOf } from '../data/scratch.ts';

const SAMPLES = 40;
const signal = new AbortController().signal;

/** A 10x folder of six genes and two antibodies; every fourth barcode has five times as much of the last of each. */
async function writeCounts(folder: string): Promise<void> {
  const random = new Random(7);
  const entries: string[] = [];
  for (let barcode = 1; barcode <= SAMPLES; barcode++) {
    for (let feature = 1; feature <= 8; feature++) {
      const marked = barcode % 4 === 0 && (feature === 6 || feature === 8);
      const count = random.integer(4) * (marked ? 5 : 1) + (marked ? 10 : 0);
      if (count > 0) entries.push(`${feature} ${barcode} ${count}`);
    }
  }
  const names = Array.from({ length: 8 }, (_, f) =>
    f < 6 ? `E${f}\tgene${f}\tGene Expression` : `A${f}\tantibody${f}\tAntibody Capture`,
  );
  await writeFile(
    join(folder, 'matrix.mtx'),
    `%%MatrixMarket matrix coordinate integer general\n8 ${SAMPLES} ${entries.length}\n${entries.join('\n')}\n`,
  );
  await writeFile(join(folder, 'features.tsv'), `${names.join('\n')}\n`);
  await writeFile(join(folder, 'barcodes.tsv'), Array.from({ length: SAMPLES }, (_, n) => `B${n}\n`).join(''));
}

it('a 10x folder is trained on, goes on where it was stopped, and answers as long as it is unchanged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossmodal-matrix-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  await writeCounts(folder);
  const study = parseStudy(
    {
      modalities: [
        { name: 'rna', file: '.', part: 'Gene Expression' },
        { name: 'protein', file: '.', part: 'Antibody Capture' },
      ],
      model: { name: 'mmvae++', shared: 2, private: 1, hidden: [6] },
      training: { epochs: 12, batchSize: 16 },
      evaluation: { split: 'holdout', testFraction: 0.3 },
      engine: 'wasm',
    },
    'the test’s study',
  );
  const out = join(folder, 'run');
  const interruption = new AbortController();
  const emit = (event: TrainerEvent): void => {
    if (event.type === 'epoch' && event.epoch === 4) interruption.abort();
  };
  await train({ study, directory: folder, out, signal: interruption.signal, emit });
  expect((await readRunFile(out)).status).toBe('stopped');
  await resume({ folder: out, engine: null, signal, emit: () => {} });
  const run = await readRunFile(out);
  expect(run.status).toBe('finished');
  expect(run.modalities.map(({ name, features }) => [name, features])).toEqual([
    ['rna', 6],
    ['protein', 2],
  ]);
  expect(run.study.modalities.map(({ likelihood }) => likelihood)).toEqual(['negative-binomial', 'negative-binomial']);

  const answers = new Answers();
  const ask = { about: 'values' as const, id: 'v', modality: 'protein', feature: 'antibody7' };
  const answer = await answers.answer(out, ask, { progress: () => {}, signal });
  if (answer.about !== 'values') throw new Error(answer.about);
  const { values } = answer.content;
  const mean = (marked: boolean): number => {
    const chosen = values.filter((_, n) => (n % 4 === 3) === marked);
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  };
  expect(values).toHaveLength(SAMPLES);
  expect(mean(true)).toBeGreaterThan(mean(false));

  const barcodes = join(folder, 'barcodes.tsv');
  await writeFile(barcodes, (await readFile(barcodes, 'utf8')).replace('B5', 'B50'));
  expect(await userErrorOf(() => answers.answer(out, ask, { progress: () => {}, signal }))).toContain('has changed');
});
