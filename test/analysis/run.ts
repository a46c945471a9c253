import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Random } from '../../src/math/random.ts';
import { formatCsv } from '../../src/run/csv.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import type { StudyInput } from '../../src/run/study.ts';
import { train } from '../../src/trainer/train.ts';

const SAMPLES = 40;

/**
 * Trains on two small tables: "rna" holds counts, its last feature three times as high in every fourth sample; "protein"
 * holds real numbers, lacks the first three samples and one cell, and has a constant feature.
 */
export async function trainSmallRun(change: Partial<StudyInput> = {}): Promise<{ folder: string; tables: string }> {
  const tables = await mkdtemp(join(tmpdir(), 'crossmodal-analysis-'));
  afterAll(() => rm(tables, { recursive: true, force: true }));
  const random = new Random(4);
  const ids = Array.from({ length: SAMPLES }, (_, n) => `s${n}`);
  const rna = ids.map((id, n) => {
    const depth = 1 + random.integer(3);
    const counts = Array.from({ length: 5 }, () => depth * (5 + random.integer(20)));
    return [id, ...counts, depth * (n % 4 === 0 ? 60 : 20) + random.integer(5)];
  });
  const protein = ids.map((id, n) => [id, ...random.normals(3).map((value) => value + (n % 2)), 7]);
  protein[5][1] = Number.NaN;
  await writeFile(join(tables, 'rna.csv'), formatCsv(['id', 'g1', 'g2', 'g3', 'g4', 'g5', 'marker'], rna));
  await writeFile(join(tables, 'protein.csv'), formatCsv(['id', 'p1', 'p2', 'p3', 'flat'], protein.slice(3)));
  const study = parseStudy(
    {
      modalities: [
        { name: 'rna', file: 'rna.csv', likelihood: 'negative-binomial' },
        { name: 'protein', file: 'protein.csv', transform: ['standardize'] },
      ],
      model: { name: 'mmvae++', shared: 3, private: 1, hidden: [8] },
      training: { epochs: 3, batchSize: 16 },
      evaluation: { split: 'holdout', testFraction: 0.3 },
      engine: 'wasm',
      ...change,
    },
    'the test’s study',
  );
  const out = join(tables, 'run');
  await train({ study, directory: tables, out, signal: new AbortController().signal, emit: () => {} });
  return { folder: out, tables };
}
