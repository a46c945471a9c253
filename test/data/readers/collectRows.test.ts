import { expect, it } from 'vitest';
import type { Matrix } from '../../../src/data/matrix.ts';
import { collectRows } from '../../../src/data/readers/collectRows.ts';
import { collectTurned } from '../../../src/data/readers/collectTurned.ts';
import type { TablePart } from '../../../src/data/readers/tableFile.ts';

/** A table in the blocks given, of which a file says that it stores so many cells. */
function partOf(blocks: readonly { rows: string[]; matrix: Matrix }[], stored: number | null): TablePart {
  const [{ matrix }] = blocks;
  const rows = blocks.flatMap((block) => block.rows);
  return {
    name: '',
    modality: null,
    chosen: true,
    layout: matrix.layout,
    shape: { rows: rows.length, columns: matrix.columns, exact: true },
    stored,
    names: async () => ({ rows, columns: [], warnings: [] }),
    async *blocks() {
      yield* blocks;
    },
  };
}

const block = (name: string, indices: number[], values: number[]) => ({
  rows: [name],
  matrix: {
    layout: 'sparse' as const,
    rows: 1,
    columns: 3,
    starts: Uint32Array.of(0, indices.length),
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  },
});

it('joins sparse blocks, of which some hold fewer cells than the file stores', async () => {
  const part = partOf([block('a', [0, 2], [1, 2]), block('b', [], []), block('c', [1], [3])], 5);
  const { names, matrix } = await collectRows('file', part);
  expect(names).toEqual(['a', 'b', 'c']);
  expect(matrix).toEqual({
    layout: 'sparse',
    rows: 3,
    columns: 3,
    starts: Uint32Array.of(0, 2, 2, 3),
    indices: Int32Array.of(0, 2, 1),
    values: Float32Array.of(1, 2, 3),
  });
});

it('turns sparse blocks round, of which some hold fewer cells than the file stores', async () => {
  const part = partOf([block('a', [0, 2], [1, 2]), block('b', [], []), block('c', [2], [3])], 5);
  expect(await collectTurned('file', part)).toEqual({
    layout: 'sparse',
    rows: 3,
    columns: 3,
    starts: Uint32Array.of(0, 1, 1, 3),
    indices: Int32Array.of(0, 0, 2),
    values: Float32Array.of(1, 2, 3),
  });
});
