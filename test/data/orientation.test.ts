import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orient, type TableNames, turnedHint } from '../../src/data/orientation.ts';

const named = (prefix: string, count: number, from = 1) =>
  Array.from({ length: count }, (_, i) => `${prefix}${from + i}`);
const samples = named('p', 8);
const barcodes = named('TCGA-AB-100', 8);
const genes = ['TP53', 'MYC', 'EGFR', 'KRAS', 'PTEN', 'ACTB'];
const ensembl = Array.from({ length: 6 }, (_, i) => `ENSG0000014151${i}`);
const probes = ['cg00000029', 'cg00000108', 'cg00000165'];

function table(rows: readonly string[], columns: readonly string[], given?: TableNames['given']): TableNames {
  return { file: 't.csv', given, samplesByFormat: false, rows, columns };
}

const rowsOf = (tables: readonly TableNames[], labelIds: readonly string[] = []) =>
  orient(tables, labelIds).map(({ rows }) => rows);

describe('which way round tables lie', () => {
  it('leaves tables whose rows match, also where their features do', () => {
    const found = orient([table(samples, named('f', 20)), table(samples.slice(2), named('f', 20))], []);
    expect(found).toEqual([
      { rows: 'samples', note: null, doubt: null },
      { rows: 'samples', note: null, doubt: null },
    ]);
  });

  it('leaves tables whose format has samples in its rows, unless samples known otherwise are in their columns', () => {
    const byFormat = (rows: readonly string[], columns: readonly string[]) => ({
      ...table(rows, columns),
      samplesByFormat: true,
    });
    const batches = [byFormat(named('a', 8), named('v', 20)), byFormat(named('b', 8), named('v', 20))];
    expect(rowsOf(batches)).toEqual(['samples', 'samples']);
    expect(rowsOf(batches.map(({ rows, columns }) => table(rows, columns)))).toEqual(['features', 'features']);
    const turned = byFormat(named('v', 20), samples);
    expect(rowsOf([turned, table(samples, named('h', 5))])).toEqual(['features', 'samples']);
    expect(rowsOf([turned], samples)).toEqual(['features']);
  });

  it('turns one table, or all of them, and says so', () => {
    const [, turned] = orient([table(samples, named('f', 20)), { ...table(genes, samples), file: 'rna.csv' }], []);
    expect(turned).toEqual({
      rows: 'features',
      note: 'rna.csv has samples in its columns: turned round.',
      doubt: null,
    });
    expect(rowsOf([table(named('f', 20), samples), table(named('g', 30), samples)])).toEqual(['features', 'features']);
    expect(rowsOf([table(probes, samples), table(samples, named('g', 30)), table(ensembl, samples)])).toEqual([
      'features',
      'samples',
      'features',
    ]);
  });

  it('goes by the ids of the labels, whatever else matches', () => {
    const shared = named('f', 20);
    expect(rowsOf([table(shared, samples), table(shared, samples)], samples)).toEqual(['features', 'features']);
    expect(rowsOf([table(shared, samples)], samples)).toEqual(['features']);
    expect(rowsOf([table(samples, shared), table(shared, samples)], samples)).toEqual(['samples', 'features']);
  });

  it('goes by the look of the names where both ways match', () => {
    expect(rowsOf([table(ensembl, samples), table(ensembl, samples)])).toEqual(['features', 'features']);
    expect(rowsOf([table(named('f', 6), barcodes), table(named('f', 6), barcodes)])).toEqual(['features', 'features']);
    expect(rowsOf([table(samples, genes), table(genes, samples)])).toEqual(['samples', 'features']);
    expect(rowsOf([table(genes, samples), table(samples, genes)])).toEqual(['features', 'samples']);
  });

  it('goes by ids that are written a little differently where none is equal', () => {
    const dotted = barcodes.map((id) => `${id.replaceAll('-', '.')}.01A`);
    expect(rowsOf([table(barcodes, named('f', 5)), table(named('g', 7), dotted)])).toEqual(['samples', 'features']);
    expect(rowsOf([table(barcodes, named('f', 5)), table(dotted, named('g', 7))])).toEqual(['samples', 'samples']);
  });

  it('does not turn a table for a few names that match by chance', () => {
    const numbers = named('', 80);
    expect(rowsOf([table(named('', 100), genes), table(numbers, named('', 200))])).toEqual(['samples', 'samples']);
  });

  it('keeps what the study says, and goes on from there', () => {
    const tables = [table(genes, samples, 'features'), table(named('f', 9), samples), table(genes, samples, 'samples')];
    const found = orient(tables, []);
    expect(found.map(({ rows }) => rows)).toEqual(['features', 'features', 'samples']);
    expect(found[0].note).toBeNull();
    expect(found[2].doubt).toBeNull();
  });
});

describe('doubts', () => {
  it('are raised by names that look the other way round, where nothing matches', () => {
    const [one, other] = orient([{ ...table(ensembl, barcodes), file: 'rna.csv' }, table(samples, genes)], []);
    expect(one).toEqual({
      rows: 'samples',
      note: null,
      doubt:
        'rna.csv looks as if it had features in its rows (rows: ENSG00000141510, ENSG00000141511; columns: TCGA-AB-1001, TCGA-AB-1002). If it has, set "rows": "features" for this table.',
    });
    expect(other.doubt).toBeNull();
    expect(orient([table(probes, samples)], [])[0].doubt).toMatch(/looks as if it had features in its rows/);
    expect(orient([table(samples, probes)], [])[0].doubt).toBeNull();
  });

  it('are raised where both directions match and the names tell nothing', () => {
    const numbers = named('', 30);
    const [, doubtful] = orient([table(numbers, named('f', 5)), table(numbers, numbers)], []);
    expect(doubtful.doubt).toMatch(/its rows and its columns both match samples of the others/);
  });

  it('are a hint where tables have no sample in common', () => {
    expect(turnedHint('rna.csv', genes, samples)).toMatch(
      /^rna\.csv looks .* set "rows": "features" for this table\.$/,
    );
    expect(turnedHint('rna.csv', samples, genes)).toBeNull();
    expect(turnedHint('rna.csv', named('a', 3), named('b', 3))).toBeNull();
  });
});

describe('kinds of names', () => {
  it.each([
    ['ENSG00000141510.16', 'ENSMUSG00000000001'],
    ['chr1:100-200', 'chrX_5_900'],
    ['hsa-mir-21', 'hsa-let-7a-5p'],
    ['1007_s_at', '121_at'],
    ['NM_000546', 'NR_046018'],
    ['P04637', 'Q9Y6K9'],
    ['Gapdh', 'Actb', 'Malat1', 'Xkr4'],
  ])('%s are features', (...names) => {
    expect(rowsOf([table(names, samples), table(names, samples)])).toEqual(['features', 'features']);
  });

  it.each([
    ['AAACCTGAGAAACCAT-1', 'AAACCTGAGAAACCGC-1'],
    ['run1_AAACCTGAGAAACCAT', 'run1_AAACCTGAGAAACCGC'],
    ['TCGA.OR.A5J1.01', 'TCGA.OR.A5J2.01'],
    ['GSM1', 'GSM2'],
    ['Sample_1', 'sample 2'],
  ])('%s are samples', (...names) => {
    const features = named('f', 5);
    expect(rowsOf([table(features, names), table(features, names)])).toEqual(['features', 'features']);
  });
});

it('finds the direction of any tables that share samples and no features, in any order', () => {
  const parts = fc.array(fc.record({ turned: fc.boolean(), from: fc.nat({ max: 3 }) }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(parts, fc.boolean(), (made, labelled) => {
      const tables = made.map(({ turned, from }, t) => {
        const [ids, features] = [named('p', 10, from), named(`f${t}_`, 15)];
        return turned ? table(features, ids) : table(ids, features);
      });
      const expected = made.map(({ turned }) => (turned ? 'features' : 'samples'));
      expect(rowsOf(tables, labelled ? samples : [])).toEqual(expected);
    }),
  );
});
