import type { DenseRows, SparseRows } from '../../src/engine/rows.ts';

/** The same numbers, stored where they differ from the first row. */
export function sparseRows({ columns, values }: DenseRows): SparseRows {
  const base = values.slice(0, columns);
  const stored = Array.from(values.keys()).filter((i) => values[i] !== base[i % columns]);
  const starts = new Uint32Array(values.length / columns + 1);
  for (const i of stored) starts[Math.floor(i / columns) + 1]++;
  for (let row = 1; row < starts.length; row++) starts[row] += starts[row - 1];
  return {
    layout: 'sparse',
    columns,
    base,
    starts,
    indices: Int32Array.from(stored, (i) => i % columns),
    values: Float32Array.from(stored, (i) => values[i]),
  };
}
