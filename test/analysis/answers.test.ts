import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Answers } from '../../src/analysis/answers.ts';
import { readFeature, readRun } from '../../src/run/readRun.ts';
import type { Distinction, FeatureValues, Umap } from '../../src/run/runData.ts';
import { userErrorOf } from '../data/scratch.ts';
import { trainSmallRun } from './run.ts';

let folder: string;
let tables: string;
const answers = new Answers();
const quiet = { progress: () => {}, signal: new AbortController().signal };

beforeAll(async () => {
  ({ folder, tables } = await trainSmallRun());
});

async function values(modality: string, feature: string): Promise<FeatureValues> {
  const answer = await answers.answer(folder, { about: 'values', id: 'v', modality, feature }, quiet);
  if (answer.about !== 'values') throw new Error(answer.about);
  expect(answer.id).toBe('v');
  return answer.content;
}

async function umap(block: string): Promise<Umap> {
  const answer = await answers.answer(folder, { about: 'umap', id: block, block }, quiet);
  if (answer.about !== 'umap') throw new Error(answer.about);
  return answer.content;
}

async function distinction(rows: readonly number[]): Promise<Distinction> {
  const ask = { about: 'distinction' as const, id: 'd', rows: Uint32Array.from(rows) };
  const answer = await answers.answer(folder, ask, quiet);
  if (answer.about !== 'distinction') throw new Error(answer.about);
  return answer.content;
}

describe('the values of a feature', () => {
  it.each([
    ['rna', 'protein', 'marker'],
    ['protein', 'rna', 'p2'],
  ])('of %s are those that the run compares its predictions with', async (modality, other, feature) => {
    const { latents } = await readRun(folder);
    const shown = await values(modality, feature);
    const detail = await readFeature(folder, other, modality, feature);
    expect(shown.unit).toBe(detail.unit);
    expect(detail.sampleIds.length).toBeGreaterThan(8);
    for (const [i, id] of detail.sampleIds.entries()) {
      expect(shown.values[latents?.sampleIds.indexOf(id) ?? -1]).toBe(detail.actual[i]);
    }
  });

  it('are in the order of the latents, missing where the table has none', async () => {
    const { latents } = await readRun(folder);
    const shown = await values('protein', 'p1');
    const missing = latents?.sampleIds.filter((_, n) => Number.isNaN(shown.values[n]));
    expect(missing).toEqual(['s0', 's1', 's2', 's5']);
  });

  it('are there for features that the model left out', async () => {
    const { run } = await readRun(folder);
    expect(run.modalities[1].dropped).toEqual(['flat']);
    expect((await values('protein', 'flat')).values[10]).toBe(7);
  });

  it('refuse what is not there by name', async () => {
    expect(await userErrorOf(() => values('protein', 'p9'))).toBe('The table of protein has no feature "p9".');
    expect(await userErrorOf(() => values('atac', 'p1'))).toBe('The run has no modality "atac".');
  });
});

describe('what distinguishes samples of a run', () => {
  it('is the planted feature, on the scale that is shown', async () => {
    const rows = Array.from({ length: 10 }, (_, k) => 4 * k);
    const found = await distinction(rows);
    expect(found).toMatchObject({ inside: 10, outside: 30, compared: 9 });
    const [first] = found.features;
    expect(first).toMatchObject({ modality: 'rna', feature: 'marker' });
    expect(first.effect).toBeGreaterThan(2);
    expect(first.q).toBeLessThan(1e-4);
    const shown = (await values('rna', 'marker')).values;
    const mean = rows.reduce((sum, row) => sum + shown[row] / rows.length, 0);
    expect(first.meanInside).toBeCloseTo(mean, 9);
  });

  it('refuses rows of other latents', async () => {
    expect(await userErrorOf(() => distinction([1, 40]))).toBe('The run has 40 samples now. Select the samples again.');
  });
});

describe('a UMAP of a run', () => {
  it('has a place for each sample of the block', async () => {
    expect(await umap('shared')).toMatchObject({ samples: 40, fitted: 40, neighbours: 15, seed: 0 });
    const own = await umap('private_protein');
    expect(own.samples).toBe(37);
    expect([...own.x.keys()].filter((n) => Number.isNaN(own.x[n]))).toHaveLength(3);
    expect(await userErrorOf(() => umap('private_atac'))).toBe('The run has no latent block "private_atac".');
  });
});

// Last: these change the tables.
describe('tables that are not those of the run', () => {
  it('are refused by name, and taken again once they are back', async () => {
    const file = join(tables, 'protein.csv');
    const content = await readFile(file);
    await appendFile(file, 's99,1,2,3,7\n');
    const changed = await userErrorOf(() => values('protein', 'p1'));
    expect(changed).toContain(`${file}, the table of protein, has changed since the run was trained`);
    expect(changed).toContain('Put the file back, or train anew.');
    expect((await values('rna', 'g1')).values).toHaveLength(40);
    await rename(file, `${file}.away`);
    expect(await userErrorOf(() => values('protein', 'p1'))).toContain(`${file}, the table of protein, is not there`);
    expect(await userErrorOf(() => distinction([0, 1, 2]))).toContain('the table of protein, is not there any more');
    expect((await umap('shared')).samples).toBe(40);
    await writeFile(file, content);
    expect((await values('protein', 'p1')).values).toHaveLength(40);
  });

  it('are not asked of a folder without a run, or with one that has no latents', async () => {
    const ask = { about: 'values' as const, id: 'v', modality: 'rna', feature: 'g1' };
    expect(await userErrorOf(() => answers.answer(tables, ask, quiet))).toContain('holds no run');
    await rename(join(folder, 'latents.csv'), join(folder, 'latents.away'));
    expect(await userErrorOf(() => new Answers().answer(folder, ask, quiet))).toContain('holds no latents yet');
  });
});
