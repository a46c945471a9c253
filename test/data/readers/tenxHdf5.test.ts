import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toDense } from '../../../src/data/matrix.ts';
import { openTableFile } from '../../../src/data/openTableFile.ts';
import { readTable } from '../../../src/data/readTable.ts';
import { scratchFolder, userErrorOf } from '../scratch.ts';

const folder = scratchFolder();
const fixture = (name: string): string => fileURLToPath(new URL(`tenx/${name}`, import.meta.url));

interface WrittenTable {
  readonly part: string;
  readonly modality: string;
  readonly features: string[];
  readonly barcodes: string[];
  readonly counts: number[][];
}

/** What oracle/tenx.py wrote. */
const WRITTEN: Record<string, WrittenTable[]> = JSON.parse(
  readFileSync(new URL('oracle/tenx.json', import.meta.url), 'utf8'),
);

/*
 * h5py 3.16.0, of the matrix in each file: shape[:], len(data), data[:].sum(), (data[:] * (indices[:] + 1)).sum(), and the
 * cells and their sum where features/feature_type[:][indices[:]] is the type.
 */
const REAL = [
  {
    file: '10x_h5/10x_v1.2_filtered_gene_bc_matrices.h5',
    part: 'hg19_chr21',
    shape: [12, 343],
    stored: 12,
    sum: 12,
    weighted: 2343,
    first: 'DSCAM',
  },
  {
    file: '10x_h5/10x_v3_filtered_feature_bc_matrix.h5',
    part: 'Gene Expression',
    shape: [1107, 507],
    stored: 23866,
    sum: 41549,
    weighted: 13385966,
    first: 'CH507-9B2.2',
  },
  {
    file: '10x_h5/brain_large_subset.h5',
    part: 'mm10',
    shape: [70, 4000],
    stored: 18710,
    sum: 42374,
    weighted: 79090876,
    first: 'feature_1',
  },
  {
    file: 'wide/pbmc_multiome_mosim_10x_feature_bc_matrix.h5',
    part: 'Gene Expression',
    shape: [40, 36601],
    stored: 80132,
    sum: 181143,
    first: 'MIR1302-2HG',
  },
  {
    file: 'wide/pbmc_multiome_mosim_10x_feature_bc_matrix.h5',
    part: 'Peaks',
    shape: [40, 108377],
    stored: 338873,
    sum: 966129,
    first: 'chr1-10109-10357',
  },
];

describe('counts in the .h5 of 10x Genomics', () => {
  it.each(Object.entries(WRITTEN))('%s has every table as it was written', async (name, tables) => {
    const opened = await openTableFile(fixture(name), {});
    expect(opened.parts.map(({ name, modality }) => [name, modality])).toEqual(
      tables.map(({ part, modality }) => [part, modality]),
    );
    expect(opened.parts.map(({ stored }) => stored)).toEqual(
      tables.map(({ counts }) => counts.flat().filter((count) => count !== 0).length),
    );
    opened.close();
    for (const { part, features, barcodes, counts } of tables) {
      const { table } = await readTable(fixture(name), { part });
      expect(table.features).toEqual(features);
      expect(table.sampleIds).toEqual(barcodes);
      expect([...toDense(table.matrix).values]).toEqual(counts.flat());
    }
  });

  it.for(REAL)(
    'agree with h5py on $part of $file',
    async ({ file, part, shape, stored, sum, weighted, first }, { skip }) => {
      const path = fileURLToPath(new URL(`../../../../shared/data/formats/${file}`, import.meta.url));
      if (!existsSync(path)) skip('this file may not be part of the repository, and it is not beside it');
      const { table } = await readTable(path, { part });
      const { matrix, features } = table;
      expect([matrix.rows, matrix.columns, matrix.values.length]).toEqual([...shape, stored]);
      expect(matrix.values.reduce((all, value) => all + value, 0)).toBe(sum);
      expect(features[0]).toBe(first);
      if (weighted === undefined || matrix.layout === 'dense') return;
      expect(matrix.values.reduce((all, value, i) => all + value * (matrix.indices[i] + 1), 0)).toBe(weighted);
    },
  );

  it('are all meant where their features are of several types, and one must be named of several genomes', async () => {
    const types = await openTableFile(fixture('cite_seq.h5'), {});
    expect(types.parts.map(({ chosen }) => chosen)).toEqual([true, true]);
    types.close();
    expect(await userErrorOf(() => readTable(fixture('multiple_genomes.h5'), {}))).toContain(
      'holds several tables: "hg19", "mm10"',
    );
  });

  it('tell of symbols that repeat', async () => {
    const { warnings } = await readTable(fixture('cite_seq.h5'), { part: 'Gene Expression' });
    expect(warnings.join()).toContain('a feature name repeats ("TBCE")');
  });

  it('that are cut off are refused', async () => {
    const whole = readFileSync(fixture('cite_seq.h5'));
    for (const share of [0.3, 0.6, 0.9]) {
      const file = folder.write('cut.h5', whole.subarray(0, share * whole.length));
      expect(await userErrorOf(() => readTable(file, { part: 'Gene Expression' }))).toContain(file);
    }
  });
});
