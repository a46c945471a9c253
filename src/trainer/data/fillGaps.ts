import { denseRows, type Rows } from '../../engine/rows.ts';

/**
 * Mean of each column over the training samples, missing cells (NaN) left out: what the encoder sees of a missing cell.
 * @param x [samples, features]
 * @returns [features]; 0 where no training sample has a value
 */
export function trainingMeans(x: Rows, observed: Uint8Array, train: Int32Array): Float32Array {
  const { columns, values } = x;
  const mean = new Float64Array(columns);
  const count = new Float64Array(columns);
  const add = (value: number, d: number): void => {
    if (!Number.isNaN(value)) mean[d] += (value - mean[d]) / ++count[d];
  };
  if (x.layout === 'dense') {
    for (const n of train) for (let d = 0; d < columns; d++) add(values[n * columns + d], d);
    return Float32Array.from(mean);
  }
  const { base, starts, indices } = x;
  const rows = train.filter((n) => observed[n] === 1);
  const stored = new Float64Array(columns);
  for (const n of rows) {
    for (let i = starts[n]; i < starts[n + 1]; i++) {
      stored[indices[i]]++;
      add(values[i], indices[i]);
    }
  }
  return Float32Array.from(mean, (value, d) => {
    const unstored = rows.length - stored[d];
    const all = unstored + count[d];
    return all === 0 ? 0 : value + ((base[d] - value) * unstored) / all;
  });
}

/**
 * The mask that tells a likelihood of missing cells: 1 where a cell was measured, else 0.
 * @param x NaN where missing: [samples, features]
 * @returns [samples, features]; null where no observed sample lacks a cell
 */
export function measuredCells(x: Rows, observed: Uint8Array): Rows | null {
  return x.layout === 'dense' ? denseMask(x.values, x.columns, observed) : sparseMask(x);
}

function denseMask(values: Float32Array, columns: number, observed: Uint8Array): Rows | null {
  let cells: Float32Array | null = null;
  for (let n = 0; n < observed.length; n++) {
    if (!observed[n]) continue;
    for (let i = n * columns; i < (n + 1) * columns; i++) {
      if (!Number.isNaN(values[i])) continue;
      cells ??= new Float32Array(values.length).fill(1);
      cells[i] = 0;
    }
  }
  return cells && denseRows(cells, columns);
}

/** Of a sample that lacks the modality nothing is stored. */
function sparseMask({ columns, starts, indices, values }: Extract<Rows, { layout: 'sparse' }>): Rows | null {
  const gaps = indices.filter((_, i) => Number.isNaN(values[i]));
  if (gaps.length === 0) return null;
  const gapStarts = new Uint32Array(starts.length);
  for (let n = 0; n + 1 < starts.length; n++) {
    gapStarts[n + 1] = gapStarts[n];
    for (let i = starts[n]; i < starts[n + 1]; i++) if (Number.isNaN(values[i])) gapStarts[n + 1]++;
  }
  return {
    layout: 'sparse',
    columns,
    base: new Float32Array(columns).fill(1),
    starts: gapStarts,
    indices: gaps,
    values: new Float32Array(gaps.length),
  };
}

/** Replaces NaN, in place. @param fill of each column */
export function fillGaps(x: Rows, fill: Float32Array): void {
  const { columns, values } = x;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) values[i] = fill[x.layout === 'dense' ? i % columns : x.indices[i]];
  }
}
