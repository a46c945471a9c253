import { dot } from './dot.ts';
import { type Eigenvector, eigenvectors } from './eigenvectors.ts';
import { Random } from './random.ts';

/** A table whose columns have mean 0, by the products that it takes part in. */
export interface CentredTable {
  readonly rows: number;
  readonly columns: number;
  /** sum of the squares of all cells */
  readonly squares: number;
  /** X b of each b: [rows] each */
  times(basis: readonly Float64Array[]): Float64Array[];
  /** Xᵀ p of each p: [columns] each */
  transposedTimes(projected: readonly Float64Array[]): Float64Array[];
}

export interface PrincipalComponents {
  /** coordinates of the rows, one array a component, the one of largest variance first: [components][rows] */
  readonly scores: readonly Float64Array[];
  /** share of the whole variance that each component has: [components] */
  readonly shares: readonly number[];
}

/** Directions that each round adds, besides those asked for. */
const SPARE = 2;
/** Rounds from one look at the variances to the next, and looks at most. */
const ROUNDS = 3;
const MOST_LOOKS = 5;
/** Of the variance along the components, from one look to the next; what is missing after the last is some ten times less. */
const TOLERANCE = 1e-4;

/**
 * The first principal components of a table. Randomised block Krylov iteration (Musco & Musco 2015, algorithm 2): each
 * round adds the products of the last directions with XᵀX, and the components are the best within all of them, until
 * their variances stand. The sign is such that the column with the largest loading has a positive one. Seeded: the same
 * table gives the same components.
 *
 * @param count components wanted; fewer come back where the table has fewer rows or columns
 */
export function principalComponents(x: CentredTable, count: number): PrincipalComponents {
  const { rows, columns, squares } = x;
  const wanted = Math.min(count, rows, columns);
  const width = Math.min(wanted + SPARE, rows, columns);
  const random = new Random(0);
  const basis: Float64Array[] = [];
  const projected: Float64Array[] = [];
  /** of each image with those before it and itself */
  const products: number[][] = [];
  let block: readonly Float64Array[] = Array.from({ length: width }, () => Float64Array.from(random.normals(columns)));
  let vectors: Eigenvector[] = [];
  let before = 0;
  // The first directions may lie outside the rows of the table; those after them do not.
  const most = Math.min(rows + width, columns);
  for (let look = 0; look < MOST_LOOKS && basis.length < most; look++) {
    for (let round = 0; round < ROUNDS && basis.length < most; round++) {
      for (const vector of block) basis.push(orthonormal(vector, basis));
      const images = x.times(basis.slice(-block.length));
      projected.push(...images);
      block = x.transposedTimes(images);
    }
    // Within the directions so far, the eigenvectors of the small matrix of variances are the components.
    for (let i = products.length; i < projected.length; i++) {
      products.push(Array.from({ length: i + 1 }, (_, j) => dot(projected[i], projected[j])));
    }
    vectors = eigenvectors(
      products.map((_, i) => Float64Array.from(products, (__, j) => products[Math.max(i, j)][Math.min(i, j)])),
    );
    const found = vectors.slice(0, wanted).reduce((sum, { value }) => sum + value, 0);
    if (Math.abs(found - before) <= TOLERANCE * found) break;
    before = found;
  }
  const scores = vectors.slice(0, wanted).map(({ vector }) => {
    const flip = largestIsNegative(combine(basis, vector)) ? -1 : 1;
    return combine(projected, vector).map((value) => flip * value);
  });
  return { scores, shares: scores.map((score) => (squares > 0 ? dot(score, score) / squares : 0)) };
}

/** What a vector adds to orthonormal ones, at length 1, by Gram-Schmidt, twice for accuracy; 0 where that is rounding alone. */
function orthonormal(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const out = vector.slice();
  const whole = Math.sqrt(dot(out, out));
  for (let pass = 0; pass < 2; pass++) {
    for (const other of basis) {
      const along = dot(out, other);
      for (let i = 0; i < out.length; i++) out[i] -= along * other[i];
    }
  }
  const length = Math.sqrt(dot(out, out));
  const inverse = length > 1e-12 * whole ? 1 / length : 0;
  return out.map((value) => value * inverse);
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
