import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinguish } from '../../src/analysis/distinguish.ts';
import type { ShownTable } from '../../src/analysis/shownTable.ts';
import { denseMatrix } from '../../src/data/matrix.ts';
import { Random } from '../../src/math/random.ts';
import { userErrorOf } from '../data/scratch.ts';
import { sparseMatrix } from '../data/sparseMatrix.ts';
// Recorded with test/analysis/oracle/make.py (SciPy 1.17.1, NumPy 2.4.6).
import oracle from './oracle/comparisons.json' with { type: 'json' };

function table(modality: string, rows: readonly (readonly (number | null)[])[]): ShownTable {
  return {
    modality,
    features: rows[0].map((_, k) => `${modality}_${k}`),
    matrix: denseMatrix(
      Float32Array.from(rows.flat(), (value) => value ?? Number.NaN),
      rows[0].length,
    ),
    observed: new Uint8Array(rows.length).fill(1),
    unit: 'value',
  };
}

async function* each(...tables: readonly ShownTable[]): AsyncIterable<ShownTable> {
  yield* tables;
}

const group = Uint8Array.from(oracle.group);

describe('what distinguishes a group', () => {
  it('has NumPy’s effects and SciPy’s q-values, missing cells left out', async () => {
    const left = table(
      'left',
      oracle.x.map((row) => row.slice(0, 3)),
    );
    const right = table(
      'right',
      oracle.x.map((row) => row.slice(3)),
    );
    const found = await distinguish(group, each(left, right));
    expect(found).toMatchObject({ inside: 9, outside: 23, compared: 8 });
    const names = [...left.features, ...right.features];
    for (const [k, expected] of oracle.compared.entries()) {
      const one = found.features.find(({ feature }) => feature === names[k]);
      expect(one?.modality).toBe(k < 3 ? 'left' : 'right');
      expect(one?.effect).toBeCloseTo(expected.effect, 9);
      expect(one?.meanInside).toBeCloseTo(expected.inside, 9);
      expect(one?.meanOutside).toBeCloseTo(expected.outside, 9);
      expect((one?.q ?? Number.NaN) / expected.q).toBeCloseTo(1, 5);
    }
    const effects = found.features.map(({ effect }) => Math.abs(effect));
    expect(effects).toEqual([...effects].sort((a, b) => b - a));
  });

  it('finds planted features among thousands, and tells of 200', async () => {
    const random = new Random(1);
    const [samples, features] = [60, 1000];
    const planted = [17, 400, 999];
    const members = Uint8Array.from({ length: samples }, (_, n) => Number(n % 3 === 0));
    const rows = Array.from(members, (member) =>
      Array.from(random.normals(features), (value, k) => value + (planted.includes(k) ? 4 * member : 0)),
    );
    const found = await distinguish(members, each(table('rna', rows)));
    const first = found.features.slice(0, 3).map(({ feature }) => feature);
    expect(first.sort()).toEqual(planted.map((k) => `rna_${k}`).sort());
    expect(found.features).toHaveLength(200);
    expect(found.compared).toBe(features);
    expect(found.features.filter(({ q }) => q < 0.05)).toHaveLength(3);
  });

  it('leaves out what cannot be compared: constants, and fewer than two values on a side', async () => {
    const members = Uint8Array.of(1, 1, 1, 0, 0, 0);
    const rows = [
      [7, 1, null],
      [7, 2, null],
      [7, 3, 5],
      [7, 5, 1],
      [7, 6, 2],
      [7, 9, 3],
    ];
    const found = await distinguish(members, each(table('t', rows)));
    expect(found.compared).toBe(1);
    expect(found.features.map(({ feature }) => feature)).toEqual(['t_1']);
    // By hand: means 2 and 20/3, squares within 2 and 26/3, pooled deviation √(32/3 / 4).
    expect(found.features[0].effect).toBeCloseTo((2 - 20 / 3) / Math.sqrt(8 / 3), 12);
  });

  it('counts the zeros of a sparse table in', async () => {
    const count = fc.oneof(
      { arbitrary: fc.constant(0), weight: 3 },
      fc.integer({ min: -3, max: 9 }),
      fc.constant(null),
    );
    const rows = fc.array(fc.array(count, { minLength: 5, maxLength: 5 }), { minLength: 8, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(2, 3), async (rows, every) => {
        const members = Uint8Array.from(rows, (_, n) => Number(n % every === 0));
        const dense = table('t', rows);
        const matrix = sparseMatrix(rows.map((row) => row.map((value) => value ?? Number.NaN)));
        const [expected, found] = [
          await distinguish(members, each(dense)),
          await distinguish(members, each({ ...dense, matrix })),
        ];
        expect(found.compared).toBe(expected.compared);
        for (const one of expected.features) {
          const same = found.features.find(({ feature }) => feature === one.feature);
          for (const key of ['effect', 'meanInside', 'meanOutside', 'q'] as const) {
            expect(same?.[key]).toBeCloseTo(one[key], 6);
          }
        }
      }),
    );
  });

  it('refuses groups of fewer than two samples on either side', async () => {
    const rows = [[1], [2], [3], [4]];
    const refusal = (...members: number[]) =>
      userErrorOf(() => distinguish(Uint8Array.from(members), each(table('t', rows))));
    expect(await refusal(0, 0, 0, 0)).toMatch(/^No sample is selected\. Select at least two/);
    expect(await refusal(0, 1, 0, 0)).toMatch(/^One sample alone is selected\. Select at least two/);
    expect(await refusal(1, 1, 1, 0)).toMatch(/^All samples but one are selected\. Leave at least two out/);
    expect(await refusal(1, 1, 1, 1)).toMatch(/^Every sample is selected\. Leave at least two out/);
  });
});
