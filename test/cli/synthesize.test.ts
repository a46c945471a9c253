import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesize } from '../../src/cli/synthesize.ts';
import { readTable } from '../../src/data/readTable.ts';
import { synthesize as synthesizeData } from '../../src/data/synthesize.ts';
import { studySchema } from '../../src/run/study.ts';
import { scratchFolder, userErrorOf } from '../data/scratch.ts';
import { callCommand } from './callCommand.ts';

const folder = scratchFolder();

describe('crossmodal synthesize', () => {
  it('writes tables, labels, truth and a study that fit together', async () => {
    const out = join(folder.path, 'made', 'here');
    const args = [
      '-o',
      out,
      '--samples',
      '60',
      '--shared-features',
      '3',
      '--private-features',
      '5,4',
      '--latent',
      '1+2+3',
      '--seed',
      '9',
    ];
    const { printed, document } = await callCommand(synthesize, args);
    expect(printed).toContain('view1 60 × 8, view2 60 × 7');
    expect(readdirSync(out).sort()).toEqual([
      'labels.csv',
      'synthetic.crossmodal.json',
      'truth.csv',
      'view1.csv',
      'view2.csv',
    ]);
    expect(document).toMatchObject({ folder: out, samples: 60, latent: [1, 2, 3], seed: 9 });

    const data = synthesizeData({
      samples: 60,
      sharedFeatures: 3,
      privateFeatures: [5, 4],
      latent: [1, 2, 3],
      seed: 9,
    });
    for (const { name, features, values } of data.modalities) {
      const { table } = await readTable(join(out, `${name}.csv`), {});
      expect(table.sampleIds).toEqual(data.sampleIds);
      expect(table.features).toEqual(features);
      expect(table.matrix.values).toEqual(values);
    }
    const { table: truth } = await readTable(join(out, 'truth.csv'), {});
    expect(truth.features).toEqual(['shared_1', 'shared_2', 'private1_1', 'private2_1', 'private2_2', 'private2_3']);
    const { table: labels } = await readTable(join(out, 'labels.csv'), {});
    expect([...labels.matrix.values]).toEqual(
      Array.from({ length: 60 }, (_, n) => (truth.matrix.values[6 * n] > 0 ? 1 : 0)),
    );

    const study = studySchema.parse(JSON.parse(readFileSync(join(out, 'synthetic.crossmodal.json'), 'utf8')));
    for (const { file } of [...study.modalities, { file: study.labels?.file ?? '' }])
      expect(existsSync(join(out, file))).toBe(true);
    expect(study.model).toMatchObject({ name: 'mmvae++', shared: 2, private: { view1: 1, view2: 3 } });
    expect(study.training).toMatchObject({ epochs: 100, batchSize: 128, learningRate: 1e-3, seed: 9 });
  });

  it.each<[string[], RegExp]>([
    [[], /needs a folder to write to/],
    [['somewhere'], /takes no "somewhere"/],
    [['-o', 'x', '--samples', '9'], /--samples 9: give a whole number from 10 to 5000/],
    [['-o', 'x', '--samples', '1e3'], /--samples 1e3: give a whole number/],
    [
      ['-o', 'x', '--private-features', '20'],
      /--private-features 20: give 2 whole numbers from 1 to 10000, like 20,20/,
    ],
    [['-o', 'x', '--latent', '2+0+2'], /--latent 2\+0\+2: give 3 whole numbers from 1 to 50, like 2\+2\+2/],
    [['-o', 'x', '--seed', '1.5'], /--seed 1.5: give a whole number/],
  ])('refuses %j', async (args, message) => {
    expect(await userErrorOf(() => callCommand(synthesize, args))).toMatch(message);
    expect(existsSync('x')).toBe(false);
  });

  it('refuses a folder that cannot be made', async () => {
    const file = folder.write('file', '');
    expect(await userErrorOf(() => callCommand(synthesize, ['-o', join(file, 'inside')]))).toMatch(/cannot be made/);
  });
});
