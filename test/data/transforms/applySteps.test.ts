import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CohortModality } from '../../../src/data/cohort.ts';
import { pickRows, toDense } from '../../../src/data/matrix.ts';
import { applySteps } from '../../../src/data/transforms/applySteps.ts';
import { fitTransform } from '../../../src/data/transforms/fitTransform.ts';
import type { TransformName } from '../../../src/run/study.ts';
import { modality, sparseModality } from './tables.ts';

const nan = Number.NaN;

/** Every order that is allowed, but for standardising. */
const ORDERS: TransformName[][] = [
  [],
  ['library-size'],
  ['log1p'],
  ['library-size', 'log1p'],
  ['tf-idf'],
  ['arcsinh'],
  ['library-size', 'arcsinh'],
  ['clr'],
  ['m-values'],
];
const order = fc.constantFrom(...ORDERS);

const cell = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constantFrom(0.125, 0.5, 1) },
  fc.constant(nan),
);
const WIDTH = 4;
const tables = fc
  .array(fc.array(cell, { minLength: WIDTH, maxLength: WIDTH }), { minLength: 2, maxLength: 9 })
  .map((rows) => [[1, 0, 0.5, 0], ...rows, [0.25, 1, 0, 0]]);
const allBut = (row: number, rows: number): Int32Array =>
  Int32Array.from({ length: rows }, (_, n) => n).filter((n) => n !== row);

/** The cells of the samples that have the modality, in full. */
function cellsOf(table: CohortModality, transformed: ReturnType<typeof applySteps>): number[] {
  const { values, columns } = toDense(transformed);
  return [...values].filter((_, i) => table.observed[Math.floor(i / columns)] === 1);
}

describe('the steps', () => {
  it('do the same to a sparse table as to the same one in full, and leave it sparse where zero stays zero', () => {
    fc.assert(
      fc.property(tables, order, fc.boolean(), (rows, transform, counts) => {
        const [full, sparse] = [modality(rows), sparseModality(rows)];
        const settings = { transform: [...transform, 'standardize'] as const, counts, topVariance: 3 };
        const [a, b] = [full, sparse].map((table) => fitTransform(table, allBut(1, rows.length), settings));
        expect([...b.keep]).toEqual([...a.keep]);
        expect(b.dropped).toEqual(a.dropped);
        expect(b.profile).toEqual(a.profile);
        expect(b.idf).toEqual(a.idf);
        for (const statistic of ['mean', 'scale'] as const) {
          b[statistic].forEach((value, k) => {
            expect(value).toBeCloseTo(a[statistic][k], 5);
          });
        }
        const stepped = applySteps(sparse, b);
        expect(stepped.layout).toBe(transform.includes('m-values') ? 'dense' : 'sparse');
        expect(cellsOf(sparse, stepped)).toEqual(cellsOf(full, applySteps(full, a)));
      }),
    );
  });

  it('leave missing what is missing, and nothing else', () => {
    fc.assert(
      fc.property(tables, order, (rows, transform) => {
        const table = modality(rows);
        const fitted = fitTransform(table, allBut(-1, rows.length), { transform });
        const before = applySteps(table, { ...fitted, steps: [], profile: null });
        expect([...applySteps(table, fitted).values].map(Number.isNaN)).toEqual([...before.values].map(Number.isNaN));
      }),
    );
  });

  it('treat each sample by itself: alone or among others, it comes out the same to the bit', () => {
    fc.assert(
      fc.property(tables, order, fc.nat(), fc.boolean(), (rows, transform, some, counts) => {
        const table = modality(rows);
        const fitted = fitTransform(table, allBut(-1, rows.length), { transform, counts });
        const row = some % rows.length;
        const alone = { ...modality([rows[row]]), matrix: pickRows(table.matrix, Int32Array.of(row)) };
        const width = fitted.keep.length;
        expect(applySteps(alone, fitted).values).toEqual(
          applySteps(table, fitted).values.slice(row * width, (row + 1) * width),
        );
      }),
    );
  });

  it('know nothing of held-out samples', () => {
    fc.assert(
      fc.property(tables, order, fc.boolean(), (rows, transform, counts) => {
        const settings = { transform, counts };
        const train = allBut(1, rows.length);
        const other = rows.map((row, n) => (n === 1 ? [0.5, 1, nan, 1] : row));
        expect(fitTransform(modality(other), train, settings)).toEqual(fitTransform(modality(rows), train, settings));
      }),
    );
  });

  it.each<TransformName[]>([['library-size'], ['tf-idf']])(
    '%s gives twice the counts the same values',
    (...transform) => {
      fc.assert(
        fc.property(tables, (rows) => {
          const table = modality(rows);
          const fitted = fitTransform(table, allBut(-1, rows.length), { transform });
          const twice = modality(rows.map((row) => row.map((value) => 2 * value)));
          const [once, again] = [table, twice].map((one) => applySteps(one, fitted).values);
          again.forEach((value, i) => {
            // A sample without any count has a size all the same.
            if (!Number.isNaN(value)) expect(value).toBeCloseTo(once[i], 5);
          });
        }),
      );
    },
  );

  it('do not write to the table', () => {
    const table = sparseModality([
      [0, 3],
      [2, 0],
    ]);
    const before = structuredClone(table.matrix);
    applySteps(table, { profile: Float32Array.of(1, 2), idf: null, steps: ['log1p'], keep: Int32Array.of(0, 1) });
    expect(table.matrix).toEqual(before);
  });
});

describe('counts', () => {
  const table = modality([
    [1, 3, 0],
    [4, 2, 2],
    [0, 9, 7],
  ]);
  const train = Int32Array.of(0, 1, 2);
  const valuesOf = (transform: TransformName[], counts: boolean) => [
    ...applySteps(table, fitTransform(table, train, { transform, counts })).values,
  ];

  it.each<TransformName[][]>([[['library-size', 'log1p']], [['tf-idf']], [['clr']]])(
    'are not divided by their size a second time: %s',
    (transform) => {
      expect(valuesOf(transform, true)).toEqual(valuesOf(transform, false));
    },
  );

  it.each<TransformName[][]>([[['log1p']], [['arcsinh']], [[]]])(
    'are divided by it where no step does: %s',
    (transform) => {
      expect(valuesOf(transform, true)).toEqual(valuesOf(['library-size', ...transform], false));
    },
  );
});

describe('missing cells', () => {
  it('count neither in the sum of a sample nor among its features', () => {
    const table = modality([
      [2, 6, 0],
      [2, nan, 0],
      [1, 1, 2],
    ]);
    const keep = Int32Array.of(0, 1, 2);
    const row = (steps: TransformName[], idf: Float32Array | null) =>
      [...applySteps(table, { profile: null, idf, steps, keep }).values].slice(3, 6);
    expect(row(['tf-idf'], Float32Array.of(1, 2, 4))).toEqual([Math.fround(Math.log1p(1e4)), nan, 0]);
    // The mean of ln(1 + 2) and ln(1 + 0).
    expect(row(['clr'], null)).toEqual([Math.fround(Math.log1p(2 / Math.sqrt(3))), nan, 0]);
  });
});
