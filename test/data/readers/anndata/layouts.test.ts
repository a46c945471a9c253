import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toDense } from '../../../../src/data/matrix.ts';
import { openTableFile } from '../../../../src/data/openTableFile.ts';
import { collectRows } from '../../../../src/data/readers/collectRows.ts';
import type { TableFile } from '../../../../src/data/readers/tableFile.ts';
import { choosePart, readTable } from '../../../../src/data/readTable.ts';
import { userErrorOf } from '../../scratch.ts';

/** Written by make.py, which says what is in them. */
const MADE = fileURLToPath(new URL('made/', import.meta.url));
const BROKEN = fileURLToPath(new URL('broken/', import.meta.url));

async function withFile<T>(name: string, use: (file: TableFile) => T): Promise<Awaited<T>> {
  const file = await openTableFile(join(MADE, name), {});
  try {
    return await use(file);
  } finally {
    file.close();
  }
}

const labelsOf = (name: string): Promise<Record<string, (string | null)[]>> =>
  withFile(name, async (file) => {
    const { columns } = await file.readLabels();
    expect(columns.map((column) => column.name)).toEqual(file.labelColumns);
    return Object.fromEntries(columns.map((column) => [column.name, [...column.values]]));
  });

const valuesOf = (name: string, part: string): Promise<number[]> =>
  withFile(name, async (file) => [...toDense((await collectRows(name, choosePart(file, part))).matrix).values]);

const warningsOf = async (name: string): Promise<string[]> => {
  const file = join(MADE, name);
  const { warnings } = await readTable(file, { part: await withFile(name, ({ parts }) => parts[0].name) });
  return warnings.map((warning) => warning.replace(MADE, ''));
};

describe('labels', () => {
  it('of anndata 0.6: fields of an array, categories in uns', async () => {
    expect(await labelsOf('anndata_v0.6.h5ad')).toEqual({
      batch: [null, 'first', 'second', null, 'first', 'second'],
      depth: ['0', '0.1', '0.2', '0.3', '0.4', '0.5'],
      kept: ['True', 'False', 'True', 'False', 'True', 'False'],
      note: ['a0', 'a1', 'a2', 'a3', 'a4', 'a5'],
    });
  });

  it('of anndata 0.7: categories beside the columns, missing texts as "nan"', async () => {
    expect(await labelsOf('anndata_v0.7.0.h5ad')).toEqual({
      type: ['T', 'B', null, 'B'],
      donor: ['d1', null, 'd2', null],
    });
  });

  it('of anndata 0.8: categorical, nullable and plain columns', async () => {
    const no = 'False';
    expect(await labelsOf('anndata_v0.8.h5ad')).toEqual({
      type: ['a', 'b', null, 'a', 'b', 'a', 'a', 'b'],
      score: ['0.1', null, '2', '3.5', '1e-9', '5', '6', '7'],
      count: ['1', null, '3', '4', '5', '6', '7', '8'],
      kept: ['True', null, no, no, no, no, no, no],
      flag: ['True', no, 'True', no, 'True', no, 'True', no],
      small: ['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7'],
    });
  });

  it('of anndata 0.12: nullable texts, also as categories; what is no column is left out', async () => {
    expect(await labelsOf('anndata_v0.12.h5ad')).toEqual({ type: ['y', null, 'x'], note: ['one', null, 'three'] });
  });

  it('of MuData: those of all samples, then those of each modality', async () => {
    expect(await labelsOf('mosaic.h5mu')).toEqual({
      batch: ['1', '1', '2', '2', '2'],
      'methylation:depth': ['0', null, '20', null, '40'],
      'rna:depth': ['0', '10', '20', '30', null],
    });
  });
});

describe('parts', () => {
  const chosen = (name: string) =>
    withFile(name, ({ parts }) => parts.filter((part) => part.chosen).map((part) => [part.name, part.modality]));

  it('takes X, or the only layer where X is null', async () => {
    expect(await chosen('anndata_v0.8.h5ad')).toEqual([['X', null]]);
    expect(await chosen('anndata_v0.12.h5ad')).toEqual([['layers/counts', null]]);
  });

  it('takes every modality of MuData', async () => {
    const modalities = [
      ['methylation', 'methylation'],
      ['rna', 'rna'],
    ];
    expect(await chosen('mosaic.h5mu')).toEqual(modalities);
  });

  it('takes features of several types apart', async () => {
    const types = [
      ['Gene Expression', 'rna'],
      ['Peaks', 'atac'],
    ];
    expect(await chosen('multiome.h5ad')).toEqual(types);
    const whole = await valuesOf('multiome.h5ad', 'X');
    const take = (columns: number[]) => [0, 1, 2, 3, 4].flatMap((row) => columns.map((k) => whole[row * 6 + k]));
    expect(await valuesOf('multiome.h5ad', 'Gene Expression')).toEqual(take([0, 2, 5]));
    expect(await valuesOf('multiome.h5ad', 'Peaks')).toEqual(take([1, 3, 4]));
    await withFile('multiome.h5ad', async ({ parts }) => {
      const [x, genes, peaks] = parts;
      expect((await peaks.names()).columns).toEqual(['f1', 'f3', 'f4']);
      expect([genes.shape.columns, peaks.shape.columns]).toEqual([3, 3]);
      expect((genes.stored ?? 0) + (peaks.stored ?? 0)).toBe(x.stored);
      for (const part of [genes, peaks]) {
        expect((await collectRows('multiome.h5ad', part)).matrix.values).toHaveLength(part.stored ?? -1);
      }
    });
  });

  it('asks which one where nothing tells', async () => {
    await withFile('anndata_v0.8.h5ad', async (file) => {
      expect(await userErrorOf(() => choosePart(file, 'layers/raw'))).toMatch(/no table "layers\/raw". It holds "X", /);
    });
  });
});

describe('values', () => {
  it('sorts the cells of a row, adds up those of one place, and reads every kind of number', async () => {
    expect(await valuesOf('untidy.h5ad', 'X')).toEqual([2, 0, 1, 5, 7, 0, 0, 0, 0, 0, 0, 13]);
    const count = Array.from({ length: 12 }, (_, i) => i);
    expect(await valuesOf('untidy.h5ad', 'layers/half')).toEqual(count.map((i) => i / 2));
    expect(await valuesOf('untidy.h5ad', 'layers/whole')).toEqual(count);
    expect(await valuesOf('untidy.h5ad', 'layers/missing')).toEqual(count.map((i) => (i === 4 ? Number.NaN : i)));
    expect(await valuesOf('untidy.h5ad', 'layers/yes')).toEqual(count.map((i) => 1 - (i % 2)));
  });

  it('numbers names that repeat, and says so', async () => {
    await withFile('untidy.h5ad', async ({ parts }) => {
      const { rows, columns } = await parts[0].names();
      expect(rows).toEqual(['a', 'a_3', 'b', 'a_2']);
      expect(columns).toEqual(['g', 'g_2', 'h']);
    });
    expect(await warningsOf('untidy.h5ad')).toEqual([
      'untidy.h5ad: a sample id repeats ("a"); later ones got "_2", "_3", ….',
      'untidy.h5ad: a feature name repeats ("g"); later ones got "_2", "_3", ….',
    ]);
  });

  it('finds by obsmap which samples are the same where names repeat', async () => {
    await withFile('repeated.h5mu', async ({ parts }) => {
      expect((await parts[0].names()).rows).toEqual(['AAA', 'AAA_2', 'CCC']);
      expect((await parts[1].names()).rows).toEqual(['AAA_2', 'AAA']);
    });
  });
});

describe('files that are refused, each with one message', () => {
  it.each([
    ['absurd_shape.h5ad', /\/X: it does not say how many rows and columns it has/],
    ['columns_differ.h5ad', /\/X: it has 3 columns, and \/var has names for 2/],
    ['data_short.h5ad', /\/X: its data and its indices are of different lengths/],
    ['data_text.h5ad', /\/X\/data: it is not one list of numbers/],
    ['empty.h5mu', /holds no table of numbers: it has no modality/],
    ['huge.h5ad', /huge\.h5ad takes 52,800 GB in memory/],
    ['indices_negative.h5ad', /\/X\/indices: a cell is not in one of the 3 columns/],
    ['indices_out_of_range.h5ad', /\/X\/indices: a cell is not in one of the 3 columns/],
    ['indptr_falls.h5ad', /\/X\/indptr: it falls at 2, from 1 to 0/],
    ['indptr_short.h5ad', /\/X\/indptr: it has 2 numbers, and the matrix 4 rows, of which it needs one more/],
    ['indptr_too_far.h5ad', /\/X\/indptr: it does not run from 0 to 5/],
    ['mofa2.hdf5', /is a trained MOFA2 model, which is not read\. Export its tables/],
    ['no_index.h5ad', /\/obs: it does not say what its rows are called/],
    ['no_tables.h5ad', /holds no table of numbers: it names 4 samples/],
    ['no_var.h5ad', /\/var: the data frame with the names is missing/],
    ['other.h5', /is an HDF5 file of a kind that is not read: it holds "temperature"/],
    ['rows_differ.h5ad', /\/X: it has 4 rows, and \/obs has names for 5/],
    ['text_matrix.h5ad', /holds no table of numbers/],
  ])('%s', async (name, message) => {
    expect(await userErrorOf(() => readTable(join(BROKEN, name), {}))).toMatch(message);
  });

  it('names that no list can hold', async () => {
    const file = await openTableFile(join(BROKEN, 'huge.h5ad'), {});
    expect(file.parts[0].shape).toEqual({ rows: 4, columns: 3 * 2 ** 40, exact: true });
    const message = await userErrorOf(() => file.parts[0].names());
    expect(message).toMatch(/\/var\/_index: a list of 3,298,534,883,328 is too long/);
    file.close();
  });
});
