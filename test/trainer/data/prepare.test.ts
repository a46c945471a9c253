import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CohortModality } from '../../../src/data/cohort.ts';
import { denseMatrix, toDense } from '../../../src/data/matrix.ts';
import { copyRow, type Rows } from '../../../src/engine/rows.ts';
import { deviation } from '../../../src/trainer/data/deviation.ts';
import { type Prepared, prepare } from '../../../src/trainer/data/prepare.ts';
import { measuredColumns } from '../../../src/trainer/scores/measuredColumns.ts';
import { sparseMatrix } from '../../data/sparseMatrix.ts';

const nan = Number.NaN;
const SETTINGS = { transform: ['log1p', 'standardize'], likelihood: 'negative-binomial' } as const;

/** @param cells null: the sample lacks the modality */
function modality(cells: readonly (readonly number[] | null)[], layout: 'dense' | 'sparse'): CohortModality {
  const width = cells.find((row) => row !== null)?.length ?? 0;
  return {
    name: 'rna',
    file: 'rna.h5ad',
    sampleIds: cells.map((_, n) => `s${n}`),
    features: Array.from({ length: width }, (_, d) => `f${d}`),
    matrix:
      layout === 'dense'
        ? denseMatrix(Float32Array.from(cells.flatMap((row) => row ?? new Array<number>(width).fill(nan))), width)
        : sparseMatrix(cells.map((row) => row ?? new Array<number>(width).fill(0))),
    observed: Uint8Array.from(cells, (row) => Number(row !== null)),
  };
}

/** The rows of observed samples. */
function observedRows(rows: Rows, { modality: { observed } }: Prepared): number[][] {
  return Array.from(observed.keys())
    .filter((n) => observed[n] === 1)
    .map((n) => {
      const row = new Float32Array(rows.columns);
      copyRow(rows, n, row);
      return Array.from(row);
    });
}

function expectClose(some: ArrayLike<number>, others: ArrayLike<number>): void {
  expect(some.length).toBe(others.length);
  for (let i = 0; i < some.length; i++) {
    if (Object.is(some[i], others[i])) continue;
    expect(Math.abs(some[i] - others[i])).toBeLessThanOrEqual(2e-6 * Math.max(1, Math.abs(others[i])));
  }
}

describe('counts with a missing cell and a sample without the modality', () => {
  const cells = [[0, 4, 1], [2, 0, nan], null, [0, 2, 3], [6, 0, 0]];
  const train = Int32Array.of(0, 1, 2, 3);
  const prepared = prepare(modality(cells, 'sparse'), train, SETTINGS);

  it('stay as read for the likelihood, 0 where a cell is missing', () => {
    const { target } = prepared.arrays;
    expect(target && observedRows(target.x, prepared)).toEqual([
      [0, 4, 1],
      [2, 0, 0],
      [0, 2, 3],
      [6, 0, 0],
    ]);
    // ln 4! + ln 1!, ln 2!, ln 2! + ln 3!, ln 6!
    expectClose(target?.counts?.logFactorials.filter((_, n) => n !== 2) ?? [], [
      Math.log(24),
      Math.log(2),
      Math.log(12),
      Math.log(720),
    ]);
  });

  it('are masked where a cell of an observed sample is missing, and only there', () => {
    const { cells } = prepared.arrays;
    expect(cells && observedRows(cells, prepared)).toEqual([
      [1, 1, 1],
      [1, 1, 0],
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });

  it('start at the mean of count by size over the samples that were measured', () => {
    const size = prepared.arrays.target?.counts?.size ?? new Float32Array();
    const expected = [2 / size[1] / 3, (4 / size[0] + 2 / size[3]) / 3, (1 / size[0] + 3 / size[3]) / 2];
    expectClose(prepared.bias ?? [], expected.map(Math.log));
  });

  it('are compared with predictions where they were measured', () => {
    const columns = measuredColumns(prepared, Int32Array.of(1, 2, 4));
    const size = prepared.arrays.target?.counts?.size ?? new Float32Array();
    const [first, last] = [Math.log1p(2 / size[1]), Math.log1p(6 / size[4])];
    expectClose(columns, [first, nan, last, 0, nan, 0, nan, nan, 0]);
  });
});

describe('a sparse table', () => {
  const count = fc.oneof({ arbitrary: fc.constant(0), weight: 4 }, fc.integer({ min: 1, max: 9 }), fc.constant(nan));
  const tables = fc
    .array(fc.option(fc.array(count, { minLength: 4, maxLength: 4 }), { freq: 8 }), { minLength: 4, maxLength: 12 })
    // A blank row of a dense table is a sample that lacks the modality.
    .map((rows) => rows.map((row) => (row?.every(Number.isNaN) ? null : row)))
    // Two training samples that tell every feature apart, so that all are kept.
    .map((rows): (number[] | null)[] => [[0, 3, 0, 1], [2, 0, 5, 0], ...rows]);

  it.each([
    SETTINGS,
    { transform: ['standardize'], likelihood: 'gaussian' },
    { transform: [], likelihood: 'poisson' },
  ] as const)('is prepared as the dense one: $likelihood, $transform', (settings) => {
    fc.assert(
      fc.property(tables, (cells) => {
        const train = Int32Array.from({ length: cells.length - 1 }, (_, n) => n);
        const [sparse, dense] = (['sparse', 'dense'] as const).map((layout) =>
          prepare(modality(cells, layout), train, settings),
        );
        expect(sparse.arrays.x.layout).toBe('sparse');
        expectClose(observedRows(sparse.arrays.x, sparse).flat(), observedRows(dense.arrays.x, dense).flat());
        expectClose(sparse.fill, dense.fill);
        expectClose(sparse.bias ?? [], dense.bias ?? []);
        expectClose(deviation(sparse, train), deviation(dense, train));
        const everyone = Int32Array.from(cells.keys());
        expectClose(measuredColumns(sparse, everyone), measuredColumns(dense, everyone));
        const masks = [sparse, dense].map((one) => one.arrays.cells && observedRows(one.arrays.cells, one));
        expect(masks[0]).toEqual(masks[1]);
        const targets = [sparse, dense].map(({ arrays: { target } }) => target);
        expect(targets[0] && observedRows(targets[0].x, sparse)).toEqual(
          targets[1] && observedRows(targets[1].x, dense),
        );
        expectClose(targets[0]?.counts?.logFactorials ?? [], targets[1]?.counts?.logFactorials ?? []);
      }),
    );
  });

  it('keeps its zeros out of memory', () => {
    const cells = Array.from({ length: 50 }, (_, n) => Array.from({ length: 40 }, (_, d) => Number(n % 40 === d)));
    const train = Int32Array.from(cells.keys());
    const { arrays, actual } = prepare(modality(cells, 'sparse'), train, SETTINGS);
    for (const { values } of [arrays.x, actual]) expect(values.length).toBe(50);
    expect(arrays.target?.x.values.length).toBe(50);
    expect(toDense(actual).values.length).toBe(2000);
  });
});
