import { Random } from '../../src/math/random.ts';
import { singularValues } from './singularValues.ts';

/** One map laid over another. */
export interface Alignment {
  /** the moved map in the space of the fixed one: [dimensions] of [samples] */
  readonly moved: readonly Float32Array[];
  /** agreement of the two maps, 0 to 1: 1 = the same but for rotation, reflection, place and size */
  readonly correlation: number;
  /** what 95 % of shuffles of the samples stay below; null where there are too many samples for it to matter */
  readonly chance: number | null;
  /** samples that have a place on both maps */
  readonly matched: number;
}

const SHUFFLES = 99;
/** Multiplications of one shuffle above which there are so many samples that chance is near 0. */
const MOST_WORK = 1_000_000;

/**
 * Orthogonal Procrustes (Schönemann 1966): the rotation or reflection, with a shift, that brings the samples of one map
 * nearest to the same samples of another, in least squares. Nothing is scaled. The map of fewer dimensions gets zeros.
 * The correlation is that of Peres-Neto & Jackson (2001): 1 − its square is the disparity of scipy.spatial.procrustes.
 * @param fixed [dimensions] of [samples]; NaN = no place
 * @param moving [dimensions] of [its own samples]
 * @param rowOf [samples of `moving`] row of the same sample in `fixed`, or −1
 * @returns null where fewer than three samples match, or all samples of a map lie on one point
 */
export function align(
  fixed: readonly Float32Array[],
  moving: readonly Float32Array[],
  rowOf: Int32Array,
): Alignment | null {
  const rows = [...rowOf.keys()].filter(
    (row) => rowOf[row] >= 0 && isPlaced(moving, row) && isPlaced(fixed, rowOf[row]),
  );
  const size = Math.max(fixed.length, moving.length);
  const from = centred(moving, rows, size);
  const to = centred(
    fixed,
    rows.map((row) => rowOf[row]),
    size,
  );
  const norms = Math.sqrt(from.squares * to.squares);
  if (rows.length < 3 || !(norms > 0)) return null;
  const { rotation, sum } = nearestRotation(crossProducts(from.columns, to.columns));
  const moved = Array.from({ length: size }, (_, j) =>
    Float32Array.from({ length: rowOf.length }, (_value, row) => {
      let value = to.means[j];
      for (let i = 0; i < moving.length; i++) value += (moving[i][row] - from.means[i]) * rotation[i][j];
      return value;
    }),
  );
  return {
    moved,
    correlation: Math.min(1, sum / norms),
    chance: chance(from.columns, to.columns, norms),
    matched: rows.length,
  };
}

function isPlaced(map: readonly Float32Array[], row: number): boolean {
  return map.every((dimension) => !Number.isNaN(dimension[row]));
}

/** Rows of a map about their mean, with zeros for the dimensions that it lacks. */
function centred(map: readonly Float32Array[], rows: readonly number[], size: number) {
  const means = new Float64Array(size);
  let squares = 0;
  const columns = Array.from({ length: size }, (_, k) => {
    const values = Float64Array.from(rows, (row) => map[k]?.[row] ?? 0);
    means[k] = values.reduce((sum, value) => sum + value, 0) / Math.max(1, rows.length);
    const column = values.map((value) => value - means[k]);
    squares += column.reduce((sum, value) => sum + value * value, 0);
    return column;
  });
  return { columns, means, squares };
}

/** fromᵀ to. @param order row of `to` beside each row of `from` */
function crossProducts(from: readonly Float64Array[], to: readonly Float64Array[], order?: Uint32Array): number[][] {
  return from.map((a) =>
    to.map((b) => {
      let sum = 0;
      for (let row = 0; row < a.length; row++) sum += a[row] * b[order ? order[row] : row];
      return sum;
    }),
  );
}

/** U Vᵀ of the cross products' U S Vᵀ, and the sum of S. */
function nearestRotation(products: number[][]): { rotation: number[][]; sum: number } {
  const { u, v, values } = singularValues(products);
  return {
    rotation: u.map((left) => v.map((right) => left.reduce((sum, value, k) => sum + value * right[k], 0))),
    sum: values.reduce((sum, value) => sum + value, 0),
  };
}

/** The correlation that 95 % of shuffles of the samples stay below: the same at every call. */
function chance(from: readonly Float64Array[], to: readonly Float64Array[], norms: number): number | null {
  const samples = from[0]?.length ?? 0;
  if (samples * from.length * to.length > MOST_WORK) return null;
  const random = new Random(samples, from.length);
  const order = Uint32Array.from({ length: samples }, (_, row) => row);
  const found = Array.from({ length: SHUFFLES }, () => {
    for (let row = samples - 1; row > 0; row--) {
      const other = random.integer(row + 1);
      [order[row], order[other]] = [order[other], order[row]];
    }
    return nearestRotation(crossProducts(from, to, order)).sum / norms;
  });
  return found.sort((a, b) => a - b)[Math.ceil(0.95 * (SHUFFLES + 1)) - 1];
}
