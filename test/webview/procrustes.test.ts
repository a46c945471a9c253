import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/math/random.ts';
import { align } from '../../webview/state/procrustes.ts';
import { singularValues } from '../../webview/state/singularValues.ts';
import oracle from './oracle/procrustes.json' with { type: 'json' };

// Recorded with test/webview/oracle/procrustes.py.
const columns = (rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, k) => Float32Array.from(rows, (row) => row[k]));
const everyRow = (samples: number) => Int32Array.from({ length: samples }, (_, row) => row);

describe('align', () => {
  test.each(oracle.cases.map((one, i) => [i, one] as const))('gives what SciPy gives: case %i', (_i, one) => {
    const found = align(columns(one.fixed), columns(one.moving), everyRow(one.fixed.length));
    if (!found) throw new Error('the maps can be aligned');
    columns(one.moved).forEach((expected, k) => {
      expected.forEach((value, row) => {
        expect(found.moved[k][row]).toBeCloseTo(value, 4);
      });
    });
    expect(1 - found.correlation ** 2).toBeCloseTo(one.disparity, 5);
    expect(found.matched).toBe(one.fixed.length);
  });

  test('a map that was turned, shifted and mirrored comes back, whatever the turn and the order of the samples', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 5 }), fc.boolean(), (seed, size, mirrored) => {
        const random = new Random(seed);
        const samples = 12;
        const fixed = Array.from({ length: size }, () => random.normals(samples));
        const { u } = singularValues(Array.from({ length: size }, () => [...random.normals(size)]));
        const turned = u.map((row, j) =>
          Float32Array.from({ length: samples }, (_, sample) => {
            const value = row.reduce((sum, weight, k) => sum + weight * fixed[k][sample], 0);
            return (mirrored && j === 0 ? -value : value) + j + 1;
          }),
        );
        const order = everyRow(samples).reverse();
        const moving = turned.map((dimension) => Float32Array.from(order, (row) => dimension[row]));
        const found = align(fixed, moving, order);
        expect(found?.correlation).toBeCloseTo(1, 5);
        found?.moved.forEach((dimension, k) => {
          order.forEach((row, sample) => {
            expect(dimension[sample]).toBeCloseTo(fixed[k][row], 3);
          });
        });
      }),
    );
  });

  test('samples without a partner are moved along and do not count; those without a place stay without', () => {
    const fixed = [Float32Array.of(0, 1, 0, Number.NaN), Float32Array.of(0, 0, 2, 1)];
    // The first two axes exchanged; the last sample is unknown to the fixed map, the fourth has no place on it.
    const moving = [Float32Array.of(0, 0, 2, 9, 5), Float32Array.of(0, 1, 0, 9, Number.NaN)];
    const found = align(fixed, moving, Int32Array.of(0, 1, 2, 3, -1));
    expect(found?.matched).toBe(3);
    expect([...(found?.moved[0] ?? [])].map((value) => Math.abs(Math.round(1e4 * value)) / 1e4)).toEqual([
      0,
      1,
      0,
      9,
      Number.NaN,
    ]);
    expect(found?.correlation).toBeCloseTo(1, 5);
  });

  test('a map of fewer dimensions is laid into one of more', () => {
    const fixed = [Float32Array.of(0, 3, 0, 3), Float32Array.of(0, 0, 1, 1), Float32Array.of(0, 0, 0, 0)];
    const found = align(fixed, [Float32Array.of(1, 4, 1, 4)], everyRow(4));
    expect(found?.moved).toHaveLength(3);
    expect(found?.correlation).toBeCloseTo(3 / Math.sqrt(10), 5);
  });

  test('shuffled samples agree no better than chance says, and the same ones far better', () => {
    const random = new Random(3);
    const fixed = [random.normals(50), random.normals(50)];
    const other = [random.normals(50), random.normals(50)];
    const chance = align(fixed, other, everyRow(50));
    if (chance?.chance == null) throw new Error('chance is known for 50 samples');
    expect(chance.correlation).toBeLessThan(chance.chance + 0.1);
    expect(chance.chance).toBeGreaterThan(0.1);
    expect(chance.chance).toBeLessThan(0.5);
    expect(align(fixed, fixed, everyRow(50))?.correlation).toBeCloseTo(1, 5);
  });

  test('nothing is aligned where too few samples match, or all lie on one point', () => {
    const fixed = [Float32Array.of(0, 1, 2), Float32Array.of(0, 1, 0)];
    expect(align(fixed, fixed, Int32Array.of(0, 1, -1))).toBeNull();
    expect(align(fixed, [new Float32Array(3), new Float32Array(3)], everyRow(3))).toBeNull();
  });
});

test('the factors of any matrix multiply to it, and are orthogonal where its rank is low as well', () => {
  const entries = fc.integer({ min: 1, max: 6 }).chain((n) =>
    fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    }),
  );
  fc.assert(
    fc.property(entries, (matrix) => {
      const { u, v, values } = singularValues(matrix);
      matrix.forEach((row, i) => {
        row.forEach((value, j) => {
          expect(values.reduce((sum, s, k) => sum + u[i][k] * s * v[j][k], 0)).toBeCloseTo(value, 8);
        });
      });
      for (const factor of [u, v]) {
        factor.forEach((a, i) => {
          factor.forEach((b, j) => {
            expect(a.reduce((sum, value, k) => sum + value * b[k], 0)).toBeCloseTo(Number(i === j), 8);
          });
        });
      }
    }),
  );
});
