import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchSamples } from '../../src/data/cohort.ts';
import { readTable } from '../../src/data/readTable.ts';
import { fitTransform } from '../../src/data/transforms/fitTransform.ts';

/*
 * Values of pandas 3.0.6, recorded with:
 *   t = pd.read_csv(file, index_col=0); x = t.to_numpy(np.float32).astype(float)
 *   t.shape, np.nansum(x), np.isnan(x).sum()
 *   y = np.log1p(x) for rnaseq and mirna, else x;  y[:, 0].mean(), y[:, 0].std(), (y.std(0) == 0).sum()
 */
const SAMPLES = [
  {
    name: 'rnaseq',
    shape: [79, 198],
    sum: 49292532.898966014,
    mean: 5.2113770059938265,
    deviation: 2.1423209630294853,
    constant: 0,
  },
  {
    name: 'mirna',
    shape: [80, 471],
    sum: 419610871,
    mean: 10.71550619740746,
    deviation: 0.5479948753001879,
    constant: 0,
  },
  {
    name: 'protein',
    shape: [46, 33],
    sum: 72.34028100274736,
    mean: 0.201376233006949,
    deviation: 0.8428308717211482,
    constant: 0,
  },
  {
    name: 'mutations',
    shape: [90, 97],
    sum: 73,
    mean: 0.011111111111111112,
    deviation: 0.10482201257840672,
    constant: 24,
  },
  {
    name: 'copy_number',
    shape: [90, 198],
    sum: 2577,
    mean: -0.3111111111111111,
    deviation: 0.5896221849520711,
    constant: 0,
  },
];

const OTHERS = [
  { file: 'tcga_brca_jive/methylation.csv.gz', shape: [348, 574], sum: 106728.15421432257, missing: 0 },
  { file: 'tcga_brca_mixomics/protein.csv.gz', shape: [220, 142], sum: 659.1288748226361, missing: 9940 },
  { file: 'pbmc_citeseq_midas/adt.csv.gz', shape: [1600, 224], sum: 6648281, missing: 89600 },
  { file: 'citefuse_citeseq/rna.csv.gz', shape: [500, 9361], sum: 1688861, missing: 0 },
];

function totals(values: Float32Array): { sum: number; missing: number } {
  let sum = 0;
  let missing = 0;
  for (const value of values) {
    if (Number.isNaN(value)) missing++;
    else sum += value;
  }
  return { sum, missing };
}

describe('agreement with pandas', () => {
  it.each(SAMPLES)('on the sample table $name', async ({ name, shape, sum, mean, deviation, constant }) => {
    const { table, warnings } = await readTable(
      new URL(`../../samples/tcga-acc/${name}.csv`, import.meta.url).pathname,
      {},
    );
    expect(warnings).toEqual([]);
    expect([table.sampleIds.length, table.features.length]).toEqual(shape);
    expect(totals(table.matrix.values).sum / sum).toBeCloseTo(1, 12);
    expect(totals(table.matrix.values).missing).toBe(0);

    const [modality] = matchSamples(
      [
        { name, table },
        { name: 'again', table },
      ],
      'union',
    ).modalities;
    const everyone = Int32Array.from({ length: shape[0] }, (_, n) => n);
    const fitted = fitTransform(modality, everyone, {
      transform: name === 'rnaseq' || name === 'mirna' ? ['log1p', 'standardize'] : ['standardize'],
    });
    expect(fitted.mean[0]).toBeCloseTo(mean, 5);
    expect(fitted.scale[0]).toBeCloseTo(deviation, 5);
    expect(fitted.dropped).toHaveLength(constant);
  });

  it.for(OTHERS)('on $file', async ({ file, shape, sum, missing }, { skip }) => {
    const path = new URL(`../../../shared/data/${file}`, import.meta.url).pathname;
    if (!existsSync(path)) skip('this table may not be part of the repository, and it is not beside it');
    const { table } = await readTable(path, {});
    expect([table.sampleIds.length, table.features.length]).toEqual(shape);
    expect(totals(table.matrix.values).sum / sum).toBeCloseTo(1, 12);
    expect(totals(table.matrix.values).missing).toBe(missing);
  });
});
