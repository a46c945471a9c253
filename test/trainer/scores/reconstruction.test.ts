import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRun } from '../../../src/run/readRun.ts';
import { RUN_FILES } from '../../../src/run/runFolder.ts';
import { SafetensorsFile } from '../../../src/run/safetensors.ts';
import { trainSmallRun } from '../../analysis/run.ts';
import { parseCsv } from '../../parseCsv.ts';

it('is the mean squared distance from what the sample’s own latents give, in variances of the training samples', async () => {
  const { folder, tables } = await trainSmallRun({ model: { name: 'mmvae++', shared: 2, private: 1, hidden: [] } });
  const { latents } = await readRun(folder);
  if (!latents) throw new Error('no latents');
  expect(latents.errors.map(({ modality }) => modality)).toEqual(['rna', 'protein']);
  const [rna, protein] = latents.errors;
  expect([...rna.values].every((value) => value > 0 && value < 100)).toBe(true);

  // By hand, of real numbers that are standardised: without hidden layers x = (z_private, z_shared) W + b.
  const { rows } = parseCsv(await readFile(join(tables, 'protein.csv'), 'utf8'));
  const measured = new Map(
    rows.map(([id, ...cells]) => [id, cells.slice(0, 3).map((cell) => (cell === '' ? NaN : +cell))]),
  );
  const train = latents.sampleIds.filter((_, n) => latents.split.classes[latents.split.codes[n]] === 'train');
  const moments = [0, 1, 2].map((d) => {
    const values = train.map((id) => measured.get(id)?.[d] ?? NaN).filter((value) => !Number.isNaN(value));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
  });
  const weights = await SafetensorsFile.open(join(folder, RUN_FILES.weights));
  const weight = (await weights.tensor('decoder.protein.0.weight')).values;
  const bias = (await weights.tensor('decoder.protein.0.bias')).values;
  await weights.close();
  const block = (name: string) => latents.blocks.find((one) => one.name === name)?.dimensions ?? [];
  const inputs = [...block('private_protein'), ...block('shared')];
  expect(inputs).toHaveLength(3);
  let cells = 0;
  for (const [n, id] of latents.sampleIds.entries()) {
    const own = measured.get(id);
    if (!own) {
      expect(protein.values[n]).toBeNaN();
      continue;
    }
    const squares = own.flatMap((value, d) => {
      if (Number.isNaN(value)) return [];
      const standardised = inputs.reduce((sum, z, k) => sum + z[n] * weight[k * 3 + d], bias[d]);
      return [((value - moments[d].mean) / Math.sqrt(moments[d].variance) - standardised) ** 2];
    });
    cells += squares.length;
    expect(protein.values[n]).toBeCloseTo(squares.reduce((sum, square) => sum + square, 0) / squares.length, 4);
  }
  expect(cells).toBe(37 * 3 - 1);
});
