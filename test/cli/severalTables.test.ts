import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../src/cli/inspect.ts';
import { predict } from '../../src/cli/predict.ts';
import { train } from '../../src/cli/train.ts';
import { Random } from '../../src/math/random.ts';
import { contentsDocumentSchema } from '../../src/run/fileContents.ts';
import { inspectionSchema } from '../../src/run/inspection.ts';
import { readRunFile } from '../../src/run/readRun.ts';
import { scratchFolder, userErrorOf } from '../data/scratch.ts';
import { parseCsv } from '../parseCsv.ts';
import { writeH5ad, writeH5mu } from './anndataFiles.ts';
import { callCommand } from './callCommand.ts';

const folder = scratchFolder();
const at = (name: string): string => join(folder.path, name);
const CELLS = Array.from({ length: 60 }, (_, n) => `cell${n}`);
const GENES = Array.from({ length: 8 }, (_, d) => `gene${d}`);
const PROTEINS = ['CD3', 'CD4', 'CD8', 'CD19'];
const few = ['--epochs', '2', '--engine', 'wasm', '--split', 'holdout'];

/** Counts and proteins of cells of two types; the last ten cells have no proteins. */
function cells(samples: readonly string[], random: Random) {
  const types = samples.map((_, n) => (n % 2 === 0 ? 'B' : 'T'));
  const counts = types.map((type) =>
    GENES.map((_, d) => Math.floor(random.uniform() * ((type === 'B') === d < 4 ? 80 : 12))),
  );
  const proteins = types.map((type) =>
    PROTEINS.map((_, d) => 3 * random.uniform() + ((type === 'B') === d < 2 ? 2 : 0)),
  );
  return { types, counts, proteins };
}

beforeAll(async () => {
  const { types, counts, proteins } = cells(CELLS, new Random(1));
  const rna = { samples: CELLS, features: GENES, x: counts, sparse: true };
  const prot = { samples: CELLS.slice(0, 50), features: PROTEINS, x: proteins.slice(0, 50) };
  const celltype = Object.fromEntries(CELLS.map((cell, n) => [cell, types[n]]));
  await writeH5mu(at('cells.h5mu'), { rna, prot }, { celltype });
  const later = CELLS.slice(0, 12).map((cell) => `later-${cell}`);
  const more = cells(later, new Random(2));
  const logged = more.counts.map((row) => row.map((value) => Math.log1p(value)));
  const common = { samples: later, features: GENES, obs: { celltype: more.types } };
  await writeH5ad(at('later.h5ad'), { ...common, x: more.counts });
  const turned = GENES.map((gene, d) => [gene, ...more.counts.map((row) => row[d])].join(','));
  folder.write('later.csv', [['gene', ...later].join(','), ...turned, ''].join('\n'));
  await writeH5ad(at('cite.h5ad'), {
    ...common,
    ...{ x: logged, layers: { counts: more.counts }, obsm: { X_pca: logged, protein: more.proteins } },
  });
});

describe('one .h5mu', () => {
  beforeAll(async () => {
    const labels = `${at('cells.h5mu')}:celltype`;
    await callCommand(train, [at('cells.h5mu'), '--labels', labels, ...few, '--out', at('run')]);
  });

  it('is trained on whole: a modality for each, likelihoods by their values, a label from obs', async () => {
    const { study, modalities, labels, samples } = await readRunFile(at('run'));
    expect(study.modalities.map(({ name, file, part, likelihood }) => [name, file, part, likelihood])).toEqual([
      ['rna', '../cells.h5mu', 'rna', 'negative-binomial'],
      ['prot', '../cells.h5mu', 'prot', 'gaussian'],
    ]);
    expect(modalities.map(({ name, samples: n, features }) => [name, n, features])).toEqual([
      ['rna', 60, 8],
      ['prot', 50, 4],
    ]);
    expect(samples).toEqual({ total: 60, complete: 50 });
    expect(labels).toMatchObject({ column: 'celltype', classes: [{ name: 'B' }, { name: 'T' }] });
  });

  it('is inspected whole', async () => {
    const { document } = await callCommand(inspect, [at('cells.h5mu'), '--json']);
    const { tables, samples } = inspectionSchema.parse(document);
    expect(tables.map(({ name, part, samples: n, features }) => [name, part, n, features])).toEqual([
      ['rna', 'rna', 60, 8],
      ['prot', 'prot', 50, 4],
    ]);
    expect(samples).toEqual({ union: 60, intersection: 50 });
  });

  it('is listed with its labels, without reading values', async () => {
    const { document } = await callCommand(inspect, [at('cells.h5mu'), '--parts', '--json']);
    const [{ tables, labelColumns }] = contentsDocumentSchema.parse(document).files;
    expect(tables).toEqual([
      { part: 'rna', modality: 'rna', chosen: true, layout: 'sparse', rows: 60, columns: 8, exact: true },
      { part: 'prot', modality: 'prot', chosen: true, layout: 'dense', rows: 50, columns: 4, exact: true },
    ]);
    expect(labelColumns).toContainEqual({ name: 'celltype', examples: ['B', 'T'] });
  });

  it('predicts from another kind of file, and from the part that is named', async () => {
    const given = async (table: string): Promise<string[][]> => {
      const output = at('predicted.csv');
      await callCommand(predict, [at('run'), '--given', `rna=${table}`, '--target', 'prot', '-o', output]);
      const { header, rows } = parseCsv(await readFile(output, 'utf8'));
      expect(header).toEqual(['sample_id', ...PROTEINS]);
      return rows;
    };
    const rows = await given(at('later.h5ad'));
    expect(rows.map(([id]) => id)).toEqual(CELLS.slice(0, 12).map((cell) => `later-${cell}`));
    expect(await given(`${at('cite.h5ad')}:layers/counts`)).toEqual(rows);
    expect(await given(at('later.csv'))).toEqual(rows);
    // Of a file that holds the part of training it is that one.
    expect(await given(at('cells.h5mu'))).toHaveLength(60);
    expect(await userErrorOf(() => given(at('cite.h5ad')))).toMatch(/cite\.h5ad.*trained on counts/s);
  });
});

describe('one .h5ad', () => {
  it('alone is not enough: what else it holds is listed, with a command that works', async () => {
    const message = await userErrorOf(() => callCommand(train, [at('cite.h5ad'), ...few]));
    expect(message).toMatch(/is one table; a model needs at least two tables of the same samples/);
    for (const part of ['layers/counts', 'obsm/X_pca', 'obsm/protein']) expect(message).toContain(`cite.h5ad:${part}`);
    const command = /crossmodal train (.+)$/.exec(message)?.[1].split(' ') ?? [];
    expect(command).toEqual([at('cite.h5ad'), `${at('cite.h5ad')}:obsm/protein`]);
    await callCommand(train, [...command, ...few, '--out', at('cite-run')]);
    const { study } = await readRunFile(at('cite-run'));
    expect(study.modalities.map(({ name, part }) => [name, part])).toEqual([
      ['cite', undefined],
      ['protein', 'obsm/protein'],
    ]);
  });

  it.each([
    [['cells.h5mu:atac', 'later.h5ad'], /cells\.h5mu has no table "atac"\. It holds "rna", "prot"/],
    [['cells.h5mu', 'cells.h5mu:rna'], /cells\.h5mu:rna is named twice/],
    [['cite.h5ad', './cite.h5ad:X'], /cite\.h5ad:X is named twice/],
    [['nowhere.h5mu:rna', 'cells.h5mu'], /nowhere\.h5mu:rna does not exist/],
  ])('%j is refused', async (tables, message) => {
    expect(await userErrorOf(() => callCommand(train, [...tables.map(at), ...few]))).toMatch(message);
  });
});

describe('one 10x folder', () => {
  const tenx = at('filtered_feature_bc_matrix');
  const features = [
    ...GENES.map((gene, d) => `ENSG0000000000${d}\t${gene}\tGene Expression`),
    ...PROTEINS.map((protein) => `${protein}\t${protein}\tAntibody Capture`),
  ];

  beforeAll(() => {
    const { counts, proteins } = cells(CELLS, new Random(3));
    const entries = CELLS.flatMap((_, n) =>
      [...counts[n], ...proteins[n].map((value) => Math.round(20 * value))].flatMap((value, d) =>
        value > 0 ? [`${d + 1} ${n + 1} ${value}`] : [],
      ),
    );
    const sizes = `${features.length} ${CELLS.length} ${entries.length}`;
    mkdirSync(tenx);
    folder.write(
      'filtered_feature_bc_matrix/matrix.mtx',
      ['%%MatrixMarket matrix coordinate integer general', sizes, ...entries, ''].join('\n'),
    );
    folder.write('filtered_feature_bc_matrix/features.tsv', `${features.join('\n')}\n`);
    folder.write('filtered_feature_bc_matrix/barcodes.tsv', `${CELLS.join('\n')}\n`);
    folder.write('types.csv', `cell,type\n${CELLS.map((cell, n) => `${cell},${n % 2}`).join('\n')}\n`);
  });

  it('is trained on by its feature types, beside the folder', async () => {
    const labels = `${at('types.csv')}:type`;
    const { document } = await callCommand(train, [tenx, '--labels', labels, ...few, '--json']);
    expect(document).toMatchObject({ folder: expect.stringContaining(at('crossmodal-runs')), status: 'finished' });
    const { study } = await readRunFile(String(Object(document).folder));
    expect(study.modalities.map(({ name, part, likelihood }) => [name, part, likelihood])).toEqual([
      ['rna', 'Gene Expression', 'negative-binomial'],
      ['protein', 'Antibody Capture', 'negative-binomial'],
    ]);
  });

  it('stands for its matrix, and the other way round', async () => {
    const parts = async (path: string) =>
      contentsDocumentSchema.parse((await callCommand(inspect, [path, '--parts'])).document).files[0].tables;
    expect(await parts(tenx)).toEqual([
      { part: 'Gene Expression', modality: 'rna', chosen: true, layout: 'sparse', rows: 60, columns: 8, exact: true },
      {
        part: 'Antibody Capture',
        modality: 'protein',
        chosen: true,
        layout: 'sparse',
        rows: 60,
        columns: 4,
        exact: true,
      },
    ]);
    expect(await parts(join(tenx, 'matrix.mtx'))).toEqual(await parts(tenx));
  });
});
