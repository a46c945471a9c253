import { principalComponents } from '../math/principalComponents.ts';
import { Random } from '../math/random.ts';
import type { Components } from '../run/inspection.ts';
import { centredTable } from './centredTable.ts';
import { type Matrix, pickColumns, pickRows } from './matrix.ts';
import type { FittedTransform } from './transforms/fittedTransform.ts';

/** What the components are fitted on at most: tenths of a second of arithmetic. */
const MOST_SAMPLES = 2_500;
const MOST_FEATURES = 1_000;
const SEED = 0;

/**
 * The first two principal components of a table as training would see it, of its samples (2,500 drawn at random where
 * there are more) and its features of largest variance.
 * @param stepped after all steps but standardising: [samples, kept]
 * @param variance of the features in it: [kept]
 * @returns null where fewer than two samples or features are there
 */
export function tableComponents(
  sampleIds: readonly string[],
  stepped: Matrix,
  { scale }: FittedTransform,
  variance: Float64Array,
): Omit<Components, 'label'> | null {
  const rows = drawn(sampleIds.length);
  const columns = largest(variance);
  if (columns.length < 2 || rows.length < 2) return null;
  const table = centredTable(
    pickColumns(pickRows(stepped, rows), columns),
    Float32Array.from(columns, (k) => 1 / scale[k]),
  );
  const { scores, shares } = principalComponents(table, 2);
  const [x, y] = scores.map((score) => Array.from(score, (value) => Number(value.toPrecision(4))));
  return {
    samples: Array.from(rows, (row) => sampleIds[row]),
    samplesOfTable: sampleIds.length,
    features: columns.length,
    x,
    y,
    shares: [shares[0], shares[1]],
  };
}

/** At most MOST_SAMPLES of so many rows, in order. */
function drawn(samples: number): Int32Array {
  if (samples <= MOST_SAMPLES) return Int32Array.from({ length: samples }, (_, row) => row);
  return new Random(SEED).permutation(samples).subarray(0, MOST_SAMPLES).sort();
}

/** At most MOST_FEATURES columns, in order. */
function largest(variance: Float64Array): Int32Array {
  return Int32Array.from(variance.keys())
    .sort((a, b) => variance[b] - variance[a] || a - b)
    .subarray(0, MOST_FEATURES)
    .sort();
}
