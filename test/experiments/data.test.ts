import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLabels } from '../../src/data/labelTable.ts';
import { denseMatrix } from '../../src/data/matrix.ts';
import { readTable } from '../../src/data/readTable.ts';
import { synthesize } from '../../src/data/synthesize.ts';
import { withUnrelated } from '../../src/experiments/privateFeatures.ts';
import { syntheticTables } from '../../src/experiments/synthetic.ts';
import { readUserData } from '../../src/experiments/userData.ts';
import { Random } from '../../src/math/random.ts';
import { writeH5mu } from '../cli/anndataFiles.ts';
import { scratchFolder, userErrorOf } from '../data/scratch.ts';

const scratch = scratchFolder();

describe('the synthetic tables', () => {
  const example = { samples: 60, sharedFeatures: 2, privateFeatures: [3, 3, 3], latent: [1, 2, 1, 1], seed: 4 };

  it('lack one view of a share of the samples, never two, each view in turn', async () => {
    const folder = join(scratch.path, 'missing');
    mkdirSync(folder);
    await syntheticTables({ ...example, missing: 0.4 }).write(folder);
    const views = [];
    for (const name of ['view1', 'view2', 'view3'])
      views.push((await readTable(join(folder, `${name}.csv`), {})).table);
    expect(views.map(({ sampleIds }) => sampleIds.length)).toEqual([52, 52, 52]);
    const { sampleIds, modalities } = synthesize(example);
    for (const id of sampleIds) {
      expect(views.filter((view) => view.sampleIds.includes(id)).length).toBeGreaterThanOrEqual(2);
    }
    // What is there is the example's.
    const [first] = views;
    const n = sampleIds.indexOf(first.sampleIds[7]);
    expect(first.matrix.values.subarray(7 * 5, 8 * 5)).toEqual(modalities[0].values.subarray(n * 5, (n + 1) * 5));
  });

  it('name the quadrants of the true shared latent', async () => {
    const folder = join(scratch.path, 'quadrants');
    mkdirSync(folder);
    await syntheticTables({ ...example, label: 'quadrant' }).write(folder);
    const { study } = await readUserData(folder);
    expect(study.labels).toMatchObject({ file: join(folder, 'labels.csv'), column: 'y' });
    const { columns } = await readLabels(join(folder, 'labels.csv'), {});
    const { truth } = synthesize(example);
    columns[0].values.forEach((label, sample) => {
      const [a, b] = truth[0].values.subarray(2 * sample, 2 * sample + 2);
      expect(label).toBe(`${b > 0 ? 'N' : 'S'}${a > 0 ? 'E' : 'W'}`);
    });
  });
});

describe('unrelated features', () => {
  const samples = 50;
  const values = Float32Array.from({ length: samples * 3 }, (_, i) => i);
  const table = {
    file: 'x.csv',
    sampleIds: Array.from({ length: samples }, (_, n) => `S${n}`),
    features: ['a', 'b', 'c'],
    matrix: denseMatrix(values, 3),
  };
  const made = withUnrelated(table, 5, new Random(1));
  const column = (d: number): number[] => Array.from({ length: samples }, (_, n) => made.values[n * 8 + d]);

  it('leave the table as it is and take the values of its columns in another order', () => {
    expect(made.features.slice(0, 3)).toEqual(['a', 'b', 'c']);
    expect(new Set(made.features).size).toBe(8);
    for (let d = 0; d < 3; d++) expect(column(d)).toEqual(Array.from({ length: samples }, (_, n) => 3 * n + d));
    for (let d = 3; d < 8; d++) {
      const original = ['a', 'b', 'c'].indexOf(made.features[d].slice(-1));
      expect(column(d)).not.toEqual(column(original));
      expect(column(d).toSorted((p, q) => p - q)).toEqual(column(original));
    }
  });

  it('keep what columns of one copy have in common, and nothing between copies', () => {
    // In the table the columns of a sample are 3n, 3n + 1, 3n + 2.
    const sampleOf = (d: number): number[] => column(d).map((value) => Math.floor(value / 3));
    expect(sampleOf(4)).toEqual(sampleOf(3));
    expect(sampleOf(5)).toEqual(sampleOf(3));
    expect(sampleOf(7)).toEqual(sampleOf(6));
    expect(sampleOf(6)).not.toEqual(sampleOf(3));
  });
});

describe('--data', () => {
  it('reads a study with absolute paths, or the one in a folder', async () => {
    const file = resolve('samples/tcga-acc/acc.crossmodal.json');
    const { study, fingerprint } = await readUserData(file);
    expect(study.modalities[0].file).toBe(resolve('samples/tcga-acc/rnaseq.csv'));
    expect(study.labels?.file).toBe(resolve('samples/tcga-acc/clinical.csv'));
    expect(await readUserData(resolve('samples/tcga-acc'))).toEqual({ study, fingerprint });
  });

  it('reads one file of several tables', async () => {
    const samples = ['s1', 's2'];
    const table = {
      samples,
      features: ['a', 'b'],
      x: [
        [1, 2],
        [3, 4],
      ],
    };
    await writeH5mu(join(scratch.path, 'cells.h5mu'), { rna: table, prot: table }, {});
    const { study } = await readUserData(join(scratch.path, 'cells.h5mu'));
    expect(study.modalities.map(({ name, file, part }) => [name, file, part])).toEqual([
      ['rna', join(scratch.path, 'cells.h5mu'), 'rna'],
      ['prot', join(scratch.path, 'cells.h5mu'), 'prot'],
    ]);
  });

  it('lies as its ids say, also where a table is read alone', async () => {
    const folder = join(scratch.path, 'turned');
    mkdirSync(folder);
    scratch.write('turned/protein.csv', 'id,x,y\ns1,1,2\ns2,3,4\n');
    scratch.write('turned/rna.csv', 'gene,s1,s2\nTP53,1,2\nMYC,3,4\n');
    const { study } = await readUserData(folder);
    expect(study.modalities.map(({ name, rows }) => [name, rows])).toEqual([
      ['protein', 'samples'],
      ['rna', 'features'],
    ]);
  });

  it('says what is missing', async () => {
    expect(await userErrorOf(() => readUserData('nowhere'))).toMatch(/--data nowhere: there is no such/);
    const folder = join(scratch.path, 'one');
    mkdirSync(folder);
    scratch.write('one/rna.csv', 'id,a\nS1,1\n');
    scratch.write('one/labels.csv', 'id,y\nS1,1\n');
    expect(await userErrorOf(() => readUserData(folder))).toMatch(/holds one table only/);
    scratch.write(
      'one/broken.crossmodal.json',
      JSON.stringify({
        modalities: [
          { name: 'a', file: 'a.csv' },
          { name: 'b', file: 'b.csv' },
        ],
      }),
    );
    expect(await userErrorOf(() => readUserData(folder))).toMatch(/the table .*a\.csv cannot be read/);
  });
});
