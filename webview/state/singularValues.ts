/** A = U diag(values) Vᵀ of a square matrix; rows of u and v are rows of U and V. */
export interface Decomposition {
  readonly u: readonly (readonly number[])[];
  readonly v: readonly (readonly number[])[];
  /** largest first */
  readonly values: readonly number[];
}

const SWEEPS = 60;
/** Columns whose cosine is below this are orthogonal. */
const TOLERANCE = 1e-14;

/**
 * Singular value decomposition by one-sided Jacobi rotations (Hestenes 1958): columns are turned in pairs until all are
 * orthogonal. Slow for large matrices, exact to rounding for the few dimensions of a latent block.
 * @param matrix rows of a square matrix
 */
export function singularValues(matrix: readonly (readonly number[])[]): Decomposition {
  const n = matrix.length;
  const columns = Array.from({ length: n }, (_, k) => matrix.map((row) => row[k]));
  const turned = Array.from({ length: n }, (_, k) => Array.from({ length: n }, (_row, i) => Number(i === k)));
  let moved = true;
  for (let sweep = 0; moved && sweep < SWEEPS; sweep++) {
    moved = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) moved = turnPair(columns, turned, p, q) || moved;
    }
  }
  const lengths = columns.map((column) => Math.sqrt(product(column, column)));
  const order = [...lengths.keys()].sort((a, b) => lengths[b] - lengths[a]);
  const values = order.map((k) => lengths[k]);
  const left = completed(
    order.map((k) => columns[k]),
    values,
  );
  return { u: transposed(left), v: transposed(order.map((k) => turned[k])), values };
}

/** Turns two columns until they are orthogonal. @returns false where they were */
function turnPair(columns: number[][], turned: number[][], p: number, q: number): boolean {
  const [a, b] = [product(columns[p], columns[p]), product(columns[q], columns[q])];
  const both = product(columns[p], columns[q]);
  if (Math.abs(both) <= TOLERANCE * Math.sqrt(a * b)) return false;
  const ratio = (b - a) / (2 * both);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (const of of [columns, turned]) {
    const [left, right] = [of[p], of[q]];
    of[p] = left.map((value, i) => cosine * value - sine * right[i]);
    of[q] = left.map((value, i) => sine * value + cosine * right[i]);
  }
  return true;
}

/** Columns of length 1; those of a singular value of 0 become any directions that are orthogonal to the others. */
function completed(columns: readonly number[][], values: readonly number[]): number[][] {
  const done: number[][] = [];
  for (const [k, column] of columns.entries()) {
    if (values[k] > 1e-12 * values[0]) {
      done.push(column.map((value) => value / values[k]));
      continue;
    }
    const candidates = columns.map((_, unit) => {
      let rest = columns.map((_row, i) => Number(i === unit));
      // Twice: once leaves rounding errors.
      for (const known of [...done, ...done]) {
        const along = product(rest, known);
        rest = rest.map((value, i) => value - along * known[i]);
      }
      return { rest, length: Math.sqrt(product(rest, rest)) };
    });
    const best = candidates.reduce((a, b) => (b.length > a.length ? b : a));
    done.push(best.rest.map((value) => value / best.length));
  }
  return done;
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function transposed(columns: readonly (readonly number[])[]): number[][] {
  return columns.map((_, i) => columns.map((column) => column[i]));
}
