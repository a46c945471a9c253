import { expect, it } from 'vitest';
import { observedRows } from '../../src/data/cohort.ts';
import { outlierFindings } from '../../src/data/findings/outlierFindings.ts';
import { tableFindings } from '../../src/data/findings/tableFindings.ts';
import { lookAt, tableInspection } from '../../src/data/inspectTable.ts';
import { denseMatrix, type Matrix } from '../../src/data/matrix.ts';
import { Random } from '../../src/math/random.ts';
import { sparseMatrix } from './sparseMatrix.ts';

const SAMPLES = 120;
const FEATURES = 30;
const sampleIds = Array.from({ length: SAMPLES }, (_, n) => `s${n}`);
const features = Array.from({ length: FEATURES }, (_, k) => `f${k}`);

/** Values, most of them 0, with every quirk that a finding tells of; `scaled` makes measurements of counts. */
function quirky(scaled: number): number[][] {
  const random = new Random(8);
  const rows = sampleIds.map(() =>
    features.map((_, k) =>
      random.uniform() < 0.7 ? 0 : scaled * (1 + Math.floor(random.uniform() * 5 * (1 + (k % 4)))),
    ),
  );
  for (const [n, row] of rows.entries()) {
    row[3] = Number(n === 5) * scaled;
    row[4] = n === 5 ? 0 : scaled;
    row[6] = 0;
    row[7] = scaled * 2;
    row[9] = row[8];
    if (n % 3 > 0) row[10] = Number.NaN;
  }
  rows[20] = [...rows[21]];
  rows[99].fill(Number.NaN);
  return rows;
}

it.each([
  ['counts', 1],
  ['measurements', 0.37],
])('a sparse table of %s is told what the same table is told with its zeros written out', (_, scaled) => {
  const rows = quirky(scaled);
  const look = (matrix: Matrix) => {
    const table = { file: 'a.h5ad', sampleIds, features, matrix };
    const looked = lookAt(
      { name: 'a', file: 'a.h5ad' },
      { table, format: 'AnnData', part: 'X', orientation: { rows: 'samples' } },
    );
    return {
      cells: matrix.values.length,
      texts: [...tableFindings(looked), ...looked.findings, ...outlierFindings(looked)].map(({ text }) => text),
      inspection: tableInspection(looked, [...observedRows(table).keys(), 'other'], null, null),
    };
  };
  const [sparse, dense] = [sparseMatrix(rows), denseMatrix(Float32Array.from(rows.flat()), FEATURES)].map(look);
  expect(sparse.texts).toEqual(dense.texts);
  expect(sparse.texts).toEqual(
    expect.arrayContaining([
      '1 row of a is blank; that sample counts as lacking it.',
      '1 feature of a is missing in more than half of its samples: f10.',
      '2 features of a have one value only, or none: f6, f7.',
      '2 features of a differ in one sample only: f3, f4.',
      '1 feature of a repeats the values of another exactly: f8 and f9.',
      ...(scaled === 1 ? [] : ['a has samples with exactly equal values: s20 and s21.']),
    ]),
  );
  const { components: ours, weight, stored, ...rest } = sparse.inspection;
  const { components: theirs, weight: theirWeight, stored: all, ...expected } = dense.inspection;
  expect(stored).toBeCloseTo(sparse.cells / (SAMPLES * FEATURES), 10);
  expect(all).toBeNull();
  expect(rest).toEqual(expected);
  expect(weight?.features).toBe(theirWeight?.features);
  expect(weight?.variance).toBeCloseTo(theirWeight?.variance ?? 0, 4);
  for (const [n, x] of (theirs?.x ?? []).entries()) expect(ours?.x[n]).toBeCloseTo(x, 3);
  expect(ours?.x).toHaveLength(SAMPLES - 1);
});
