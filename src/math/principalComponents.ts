import { dot } from './dot.ts';
import { eigenvectors } from './eigenvectors.ts';
import { Random } from './random.ts';

export interface PrincipalComponents {
  /** coordinates of the rows, one array a component, the one of largest variance first: [components][rows] */
  readonly scores: readonly Float64Array[];
  /** share of the whole variance that each component has: [components] */
  readonly shares: readonly number[];
}

/** Directions followed besides those asked for: they make the iteration converge faster. */
const SPARE = 10;
const MOST_ROUNDS = 20;
/** Of the variance along the components, from one round to the next. */
const TOLERANCE = 1e-6;

/**
 * The first principal components of a table: its columns are centred, a missing value (NaN) counts as the column's mean.
 * Randomised subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4) with a few directions to spare, each round
 * 4 · rows · columns · directions operations, until the variances stand. The sign is such that the column with the largest
 * loading has a positive one. Seeded: the same table gives the same components.
 *
 * @param values row-major [rows · columns]
 * @param count components wanted; fewer come back where the table has fewer rows or columns
 */
export function principalComponents(values: Float32Array, columns: number, count: number): PrincipalComponents {
  const rows = values.length / columns;
  const x = centred(values, columns);
  const total = dot(x, x);
  const wanted = Math.min(count, rows, columns);
  const size = Math.min(wanted + SPARE, rows, columns);
  const random = new Random(0);
  let basis: Float64Array[] = Array.from({ length: size }, () => Float64Array.from(random.normals(columns)));
  orthonormalize(basis);
  let before = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const projected = timesColumns(x, columns, basis);
    basis = timesRows(x, columns, projected);
    const found = orthonormalize(basis)
      .slice(0, wanted)
      .reduce((sum, length) => sum + length, 0);
    if (Math.abs(found - before) <= TOLERANCE * found) break;
    before = found;
  }
  // Within the subspace, the eigenvectors of the small matrix of variances are the components.
  const projected = timesColumns(x, columns, basis);
  const small = projected.map((a) => Float64Array.from(projected, (b) => dot(a, b)));
  const vectors = eigenvectors(small);
  const scores = vectors.slice(0, wanted).map(({ vector }) => {
    const flip = largestIsNegative(combine(basis, vector)) ? -1 : 1;
    return combine(projected, vector).map((value) => flip * value);
  });
  return { scores, shares: scores.map((score) => (total > 0 ? dot(score, score) / total : 0)) };
}

function centred(values: Float32Array, columns: number): Float32Array {
  const sum = new Float64Array(columns);
  const known = new Float64Array(columns);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum[i % columns] += values[i];
    known[i % columns]++;
  }
  return values.map((value, i) => (Number.isNaN(value) ? 0 : value - sum[i % columns] / known[i % columns]));
}

/** X b of each b: [rows] each */
function timesColumns(x: Float32Array, columns: number, basis: readonly Float64Array[]): Float64Array[] {
  const rows = x.length / columns;
  return basis.map((b) =>
    Float64Array.from({ length: rows }, (_, i) => dot(x.subarray(i * columns, (i + 1) * columns), b)),
  );
}

/** Xᵀ p of each p: [columns] each */
function timesRows(x: Float32Array, columns: number, projected: readonly Float64Array[]): Float64Array[] {
  return projected.map((p) => {
    const out = new Float64Array(columns);
    for (let i = 0; i < p.length; i++) {
      const row = x.subarray(i * columns, (i + 1) * columns);
      for (let k = 0; k < columns; k++) out[k] += row[k] * p[i];
    }
    return out;
  });
}

/** Modified Gram-Schmidt in place, twice for accuracy. @returns the length that each vector had beside those before it */
function orthonormalize(basis: readonly Float64Array[]): number[] {
  return basis.map((vector, k) => {
    const whole = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis.slice(0, k)) {
        const along = dot(vector, other);
        for (let i = 0; i < vector.length; i++) vector[i] -= along * other[i];
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    // What is left by rounding alone is no direction of the table.
    const inverse = length > 1e-12 * whole ? 1 / length : 0;
    for (let i = 0; i < vector.length; i++) vector[i] *= inverse;
    return length;
  });
}

/** Σ weights · vectors */
function combine(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const out = new Float64Array(vectors[0].length);
  for (const [k, vector] of vectors.entries()) {
    for (let i = 0; i < out.length; i++) out[i] += weights[k] * vector[i];
  }
  return out;
}

function largestIsNegative(values: Float64Array): boolean {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0;
}
