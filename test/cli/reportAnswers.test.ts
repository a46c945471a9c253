import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportAnswers } from '../../src/cli/reportAnswers.ts';
import { readRun } from '../../src/run/readRun.ts';
import { trainSmallRun } from '../analysis/run.ts';

it('takes along values of the features that are predicted best and maps of large blocks, as long as the tables are the same', async () => {
  const { folder, tables } = await trainSmallRun({ model: { name: 'mmvae++', shared: 3, private: 2, hidden: [8] } });
  const data = await readRun(folder);
  const whole = await reportAnswers(folder, data, () => {});
  const names = whole.values.map(({ modality, feature }) => `${modality} ${feature}`);
  expect(names.sort()).toEqual(
    [
      ...['g1', 'g2', 'g3', 'g4', 'g5', 'marker'].map((feature) => `rna ${feature}`),
      ...['p1', 'p2', 'p3'].map((feature) => `protein ${feature}`),
    ].sort(),
  );
  for (const { values } of whole.values) expect(values).toHaveLength(data.latents?.sampleIds.length ?? 0);
  // Private blocks have two dimensions, which are a picture as they are.
  expect(whole.umaps.map(({ block, samples }) => `${block} ${samples}`)).toEqual(['shared 40']);

  await appendFile(join(tables, 'rna.csv'), 's99,1,1,1,1,1,1\n');
  const said: string[] = [];
  const part = await reportAnswers(folder, data, (text) => said.push(text));
  expect(new Set(part.values.map(({ modality }) => modality))).toEqual(new Set(['protein']));
  expect(said.find((text) => text.startsWith('The report holds no values of rna.'))).toContain('has changed since');
  expect(part.umaps).toEqual(whole.umaps);
});
