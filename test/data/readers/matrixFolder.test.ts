import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDense } from '../../../src/data/matrix.ts';
import { openTableFile } from '../../../src/data/openTableFile.ts';
import { readTable } from '../../../src/data/readTable.ts';
import { scratchFolder, userErrorOf } from '../scratch.ts';

const scratch = scratchFolder();

const FEATURES = 'ENSG1\tCD3E\tGene Expression\nENSG2\tACTB\tGene Expression\nCD3\tCD3\tAntibody Capture\n';
const BARCODES = 'AAAC-1\nAAAG-1\n';
const MATRIX =
  '%%MatrixMarket matrix coordinate integer general\n% written by hand\n3 2 4\n3 1 7\n1 1 2\n2 2 5\n3 2 1\n';

/** A folder of its own with these files; names that end in .gz are packed. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(scratch.path, 'matrix-'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text);
  }
  return folder;
}

function trio(matrix: string, features = FEATURES, barcodes = BARCODES): string {
  return folderOf({ 'matrix.mtx': matrix, 'features.tsv': features, 'barcodes.tsv': barcodes });
}

async function valuesOf(path: string, part?: string): Promise<number[][]> {
  const { table } = await readTable(path, { part });
  const { values, rows, columns } = toDense(table.matrix);
  return Array.from({ length: rows }, (_, n) => [...values.subarray(n * columns, (n + 1) * columns)]);
}

describe('a matrix in three files', () => {
  /*
   * SciPy 1.17.1: m = scipy.io.mmread("matrix.mtx.gz").tocsr(); m.shape, m.nnz, m.sum(), m[457, 0], m[:, 0].sum()
   * scanpy takes the second column of features.tsv as the names.
   */
  it('agrees with SciPy on real counts', async ({ skip }) => {
    const folder = fileURLToPath(new URL('../../../../shared/data/formats/10x_mtx', import.meta.url));
    if (!existsSync(folder)) skip('this folder may not be part of the repository, and it is not beside it');
    const { table, warnings } = await readTable(folder, {});
    const { matrix } = table;
    expect(warnings).toEqual([]);
    expect([matrix.columns, matrix.rows, matrix.values.length]).toEqual([507, 1107, 23866]);
    expect(matrix.values.reduce((sum, value) => sum + value, 0)).toBe(41549);
    const [first] = await valuesOf(folder);
    expect([first[457], first.reduce((sum, value) => sum + value, 0)]).toEqual([3, 36]);
    expect(table.features.slice(0, 2)).toEqual(['CH507-9B2.2', 'CH507-9B2.1']);
    expect(table.sampleIds[0]).toBe('AAACCCAAGGAGAGTA-1');
  });

  it('has a part for each type of features, known before the counts are read', async () => {
    const opened = await openTableFile(trio(MATRIX), {});
    expect(
      opened.parts.map(({ name, modality, shape, stored }) => [name, modality, shape.rows, shape.columns, stored]),
    ).toEqual([
      ['Gene Expression', 'rna', 2, 2, 2],
      ['Antibody Capture', 'protein', 2, 1, 2],
    ]);
    expect(await valuesOf(trio(MATRIX), 'Gene Expression')).toEqual([
      [2, 0],
      [0, 5],
    ]);
    expect(await valuesOf(trio(MATRIX), 'Antibody Capture')).toEqual([[7], [1]]);
  });

  it.each([
    ['packed', { 'matrix.mtx.gz': MATRIX, 'features.tsv.gz': FEATURES, 'barcodes.tsv.gz': BARCODES }],
    [
      'with a common beginning',
      { 'GSM1_matrix.mtx.gz': MATRIX, 'GSM1_features.tsv': FEATURES, 'GSM1_barcodes.tsv': BARCODES },
    ],
    [
      'packed and unpacked',
      { 'matrix.mtx.gz': MATRIX, 'matrix.mtx': MATRIX, 'features.tsv': FEATURES, 'barcodes.tsv': BARCODES },
    ],
    [
      'with the line ends of Windows',
      {
        'matrix.mtx': MATRIX.replaceAll('\n', '\r\n'),
        'features.tsv': FEATURES.replaceAll('\n', '\r\n'),
        'barcodes.tsv': BARCODES.replaceAll('\n', '\r\n'),
      },
    ],
  ])('may be %s', async (_, files) => {
    expect(await valuesOf(folderOf(files), 'Gene Expression')).toEqual([
      [2, 0],
      [0, 5],
    ]);
  });

  it('is one part where the features have no types, and takes genes.tsv', async () => {
    const folder = folderOf({ 'matrix.mtx': MATRIX, 'genes.tsv': 'G1\tA\nG2\tA\nG3\tB\n', 'barcodes.tsv': BARCODES });
    const { table, warnings } = await readTable(folder, {});
    expect(table.features).toEqual(['A', 'A_2', 'B']);
    expect(warnings.join()).toContain('a feature name repeats ("A")');
    expect(await valuesOf(folder)).toEqual([
      [2, 0, 7],
      [0, 5, 1],
    ]);
  });

  it('takes the peaks of chromatin by their places', async () => {
    const folder = folderOf({
      'matrix.mtx': MATRIX,
      'peaks.bed': 'chr1\t1\t5\nchr1\t7\t9\nchr2\t3\t4\n',
      'barcodes.tsv': BARCODES,
    });
    const opened = await openTableFile(folder, {});
    expect([opened.parts[0].name, opened.parts[0].modality]).toEqual(['Peaks', 'atac']);
    expect((await opened.parts[0].names()).columns).toEqual(['chr1:1-5', 'chr1:7-9', 'chr2:3-4']);
  });

  it('is found by the name of its matrix, also where several lie together', async () => {
    const folder = folderOf({
      ...{ 'a_matrix.mtx': MATRIX, 'a_genes.tsv': 'x\ny\nz\n', 'a_barcodes.tsv': BARCODES },
      ...{ 'b_matrix.mtx': MATRIX, 'b_genes.tsv': 'x\ny\nz\n', 'b_barcodes.tsv': 'B1\nB2\n' },
    });
    expect((await readTable(join(folder, 'b_matrix.mtx'), {})).table.sampleIds).toEqual(['B1', 'B2']);
    expect(await userErrorOf(() => readTable(folder, {}))).toContain(
      'several matrices: "a_matrix.mtx", "b_matrix.mtx"',
    );
  });

  it('may hold any numbers, or none but the places of ones', async () => {
    const real =
      '%%MatrixMarket matrix coordinate real general\n3 2 5\n1 1 -0.25\n2 1 1.5e-3\n3 1 .5\n1 2 nan\n2 2 123456789012345678\n';
    expect(await valuesOf(trio(real, 'a\nb\nc\n'))).toEqual([
      [-0.25, Math.fround(0.0015), 0.5],
      [Number.NaN, Math.fround(1.2345678901234568e17), 0],
    ]);
    const pattern = '%%MatrixMarket matrix coordinate pattern general\n3 2 2\n2 2\n1 1\n';
    expect(await valuesOf(trio(pattern, 'a\nb\nc\n'))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  it('is the same whatever the order of its entries', async () => {
    const cells = fc.uniqueArray(
      fc.record({ feature: fc.nat(5), barcode: fc.nat(3), value: fc.integer({ min: -9, max: 99 }), order: fc.nat() }),
      { selector: ({ feature, barcode }) => feature * 10 + barcode, maxLength: 24 },
    );
    const features = 'a\tA\tP\nb\tB\tQ\nc\tC\tP\nd\tD\tQ\ne\tE\tP\nf\tF\tQ\n';
    await fc.assert(
      fc.asyncProperty(cells, async (entries) => {
        const lines = [...entries].sort((one, other) => one.order - other.order);
        const text = `%%MatrixMarket matrix coordinate integer general\n6 4 ${entries.length}\n${lines.map(({ feature, barcode, value }) => `${feature + 1} ${barcode + 1} ${value}\n`).join('')}`;
        const expected = Array.from({ length: 4 }, () => new Array(6).fill(0));
        for (const { feature, barcode, value } of entries) expected[barcode][feature] = value;
        const barcodes = '1\n2\n3\n4\n';
        expect(await valuesOf(trio(text, 'a\nb\nc\nd\ne\nf\n', barcodes))).toEqual(expected);
        const split = trio(text, features, barcodes);
        expect(await valuesOf(split, 'P')).toEqual(expected.map((row) => [row[0], row[2], row[4]]));
        expect(await valuesOf(split, 'Q')).toEqual(expected.map((row) => [row[1], row[3], row[5]]));
      }),
      { numRuns: 30 },
    );
  });
});

describe('what is refused, each with one message', () => {
  const head = '%%MatrixMarket matrix coordinate integer general\n3 2 2\n';
  it.each([
    ['no matrix', 'hello\n', 'does not begin with "%%MatrixMarket matrix"'],
    ['a dense one', '%%MatrixMarket matrix array real general\n3 2\n', 'of the form "array real general"'],
    [
      'half of a symmetric one',
      '%%MatrixMarket matrix coordinate real symmetric\n3 3 1\n',
      '"coordinate real symmetric"',
    ],
    ['no sizes', '%%MatrixMarket matrix coordinate real general\n% nothing\n', 'ends before its sizes'],
    ['sizes that are none', '%%MatrixMarket matrix coordinate real general\n3 2\n', 'line 2: "3 2" are not the sizes'],
    [
      'absurd sizes',
      '%%MatrixMarket matrix coordinate real general\n999999 999999 99999999\n',
      'cannot be in this file',
    ],
    [
      'other sizes than the names',
      '%%MatrixMarket matrix coordinate real general\n4 2 1\n1 1 1\n',
      'names 3 features, and the matrix has 4',
    ],
    ['fewer entries', `${head}1 1 1\n`, 'promises 2 entries and holds 1'],
    ['more entries', `${head}1 1 1\n2 1 1\n3 1 1\n`, 'line 5: "3 1 1" is one more than the 2 entries'],
    ['a feature that is not there', `${head}1 1 1\n4 1 1\n`, 'line 4: "4 1 1" is a row outside of the 3'],
    ['a barcode that is not there', `${head}1 0 1\n1 1 1\n`, 'line 3: "1 0 1" is a column outside of the 2'],
    ['text', `${head}1 1 many\n1 2 1\n`, 'line 3: "1 1 many" is no number as its value'],
    ['no value', `${head}1 1\n1 2 1\n`, 'line 3: "1 1" is no number as its value'],
    ['too many numbers', `${head}1 1 1 1\n1 2 1\n`, 'line 3: "1 1 1 1" is more than a row, a column and a value'],
    ['too large a number', `${head}1 1 1e39\n1 2 1\n`, 'does not fit 32 bits'],
    ['an entry twice', `${head}1 1 1\n1 1 2\n`, 'barcode 1 has two entries for one feature'],
  ])('%s', async (_, matrix, message) => {
    expect(await userErrorOf(() => readTable(trio(matrix, 'a\nb\nc\n'), {}))).toContain(message);
  });

  it('a folder without one, with what is looked for and where there is one', async () => {
    const folder = folderOf({ 'notes.txt': '' });
    expect(await userErrorOf(() => readTable(folder, {}))).toContain(
      'Looked for matrix.mtx, barcodes.tsv and features.tsv',
    );
    mkdirSync(join(folder, 'filtered'));
    writeFileSync(join(folder, 'filtered', 'matrix.mtx'), MATRIX);
    expect(await userErrorOf(() => readTable(folder, {}))).toContain(`${join(folder, 'filtered')}: name that folder`);
    expect(await userErrorOf(() => readTable(join(folder, 'filtered'), {}))).toContain(
      'has no "barcodes.tsv" beside it',
    );
  });

  it('names that repeat or end too early', async () => {
    expect(await userErrorOf(() => readTable(trio(MATRIX, FEATURES, 'A\nA\n'), {}))).toContain(
      'barcodes 1 and 2 are both "A"',
    );
    const folder = folderOf({ 'matrix.mtx': MATRIX, 'features.tsv': FEATURES });
    writeFileSync(join(folder, 'barcodes.tsv.gz'), gzipSync(BARCODES).subarray(0, 20));
    expect(await userErrorOf(() => readTable(folder, {}))).toContain('cut off');
  });

  it('files that unzip to gigabytes of nothing, soon', async () => {
    const nothing = gzipSync(Buffer.alloc(1 << 26, '\n'));
    const bomb = Buffer.concat(Array(16).fill(nothing));
    for (const name of ['matrix.mtx.gz', 'barcodes.tsv.gz', 'features.tsv.gz']) {
      const folder = folderOf({ 'matrix.mtx.gz': MATRIX, 'features.tsv.gz': FEATURES, 'barcodes.tsv.gz': BARCODES });
      const start = name === 'matrix.mtx.gz' ? gzipSync(MATRIX.split('\n').slice(0, 3).join('\n')) : Buffer.alloc(0);
      writeFileSync(join(folder, name), Buffer.concat([start, bomb]));
      const begun = process.cpuUsage();
      expect(await userErrorOf(() => readTable(folder, { part: 'Gene Expression' }))).toContain(join(folder, name));
      expect(process.cpuUsage(begun).user / 1000).toBeLessThan(5000);
    }
  });

  it('any bytes at all', async () => {
    let refused = 0;
    const bytes = fc.oneof(
      fc.string().map((text) => head + text),
      fc.array(fc.constantFrom(...'0123456789. -e\n\r\t%'), { maxLength: 60 }).map((all) => head + all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (text) => {
        await readTable(trio(text, 'a\nb\nc\n'), {}).catch((error: Error) => {
          expect(error.name).toBe('UserError');
          refused++;
        });
      }),
    );
    expect(refused).toBeGreaterThan(50);
  });
});
