import { describe, expect, it } from 'vitest';
import { centredTable } from '../../src/data/centredTable.ts';
import { denseMatrix } from '../../src/data/matrix.ts';
import { principalComponents as componentsOf } from '../../src/math/principalComponents.ts';
import { Random } from '../../src/math/random.ts';
import { sparseMatrix } from '../data/sparseMatrix.ts';
import oracle from './oracle/principalComponents.json' with { type: 'json' };

/** Of a table whose columns count alike. */
const principalComponents = (values: Float32Array, columns: number, count: number) =>
  componentsOf(centredTable(denseMatrix(values, columns), new Float32Array(columns).fill(1)), count);

describe('principal components', () => {
  it.each([
    ['of more rows than columns', oracle.tall],
    ['of more columns than rows', oracle.wide],
  ])('%s are those of scikit-learn, signs included', (_, { x, columns, scores, shares }) => {
    const found = principalComponents(Float32Array.from(x), columns, 3);
    expect(found.scores).toHaveLength(3);
    for (const [k, score] of found.scores.entries()) {
      for (const [i, value] of score.entries()) expect(value).toBeCloseTo(scores[k][i], 3);
      expect(found.shares[k]).toBeCloseTo(shares[k], 6);
    }
  });

  it('find planted directions in a table too large to decompose whole', () => {
    const [rows, columns] = [800, 1500];
    const random = new Random(3);
    const [a, b] = [random.normals(rows), random.normals(rows)];
    const [u, v] = [random.normals(columns), random.normals(columns)];
    const noise = random.normals(rows * columns);
    const x = noise.map((value, i) => {
      const [n, k] = [Math.floor(i / columns), i % columns];
      return 3 * a[n] * u[k] + 1.5 * b[n] * v[k] + value;
    });
    const { scores, shares } = principalComponents(x, columns, 2);
    expect(Math.abs(correlation(scores[0], a))).toBeGreaterThan(0.995);
    expect(Math.abs(correlation(scores[1], b))).toBeGreaterThan(0.99);
    // Variances 9, 2.25 and 1.
    expect(shares[0]).toBeCloseTo(9 / 12.25, 1);
    expect(shares[1]).toBeCloseTo(2.25 / 12.25, 1);
  });

  it('take a missing value as the mean of its column', () => {
    const x = Float32Array.from(oracle.tall.x);
    const { columns } = oracle.tall;
    const rows = x.length / columns;
    x[3] = Number.NaN;
    let mean = 0;
    for (let n = 1; n < rows; n++) mean += x[n * columns + 3] / (rows - 1);
    const filled = x.map((value) => (Number.isNaN(value) ? mean : value));
    expect(principalComponents(x, columns, 2).shares[0]).toBeCloseTo(
      principalComponents(filled, columns, 2).shares[0],
      6,
    );
  });

  it('of a sparse table are those of the same table with its zeros written out', () => {
    const random = new Random(5);
    const cell = (n: number, k: number) => {
      if ((40 * n + k) % 97 === 0) return Number.NaN;
      return random.uniform() < 0.8 ? 0 : 1 + (k % 3) * random.uniform();
    };
    const rows = Array.from({ length: 60 }, (_, n) => Array.from({ length: 40 }, (__, k) => cell(n, k)));
    const factor = Float32Array.from({ length: 40 }, (_, k) => 1 / (1 + k));
    const [one, other] = [sparseMatrix(rows), denseMatrix(Float32Array.from(rows.flat()), 40)].map((matrix) =>
      componentsOf(centredTable(matrix, factor), 2),
    );
    for (const [k, score] of one.scores.entries()) {
      for (const [i, value] of score.entries()) expect(other.scores[k][i]).toBeCloseTo(value, 5);
      expect(other.shares[k]).toBeCloseTo(one.shares[k], 8);
    }
  });

  it('are as many as the table can have, and 0 where nothing varies', () => {
    expect(principalComponents(Float32Array.of(1, 2, 3, 5), 2, 5).scores).toHaveLength(2);
    const flat = principalComponents(new Float32Array(12).fill(2), 3, 2);
    expect(flat.shares).toEqual([0, 0]);
    expect(flat.scores[0].every((value) => value === 0)).toBe(true);
  });
});

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] ** 2;
    bb += b[i] ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
