import fc from 'fast-check';
import { File, ready } from 'h5wasm/node';
import { expect, it } from 'vitest';
import { toDense } from '../../../../src/data/matrix.ts';
import { Hdf5File } from '../../../../src/data/readers/hdf5/hdf5File.ts';
import { openMatrix } from '../../../../src/data/readers/hdf5/matrixElement.ts';
import { scratchFolder } from '../../scratch.ts';

const scratch = scratchFolder();
await ready;

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/** Writes a sparse matrix whose cells lie in each row (or column) in the order given, some of them more than once. */
function write(path: string, form: 'csr' | 'csc', rows: number, columns: number, cells: readonly Cell[]): void {
  const line = ({ row, column }: Cell): number => (form === 'csr' ? row : column);
  const ordered = [...cells].sort((a, b) => line(a) - line(b));
  const lines = form === 'csr' ? rows : columns;
  const starts = Array.from({ length: lines + 1 }, (_, n) => ordered.filter((cell) => line(cell) < n).length);
  const file = new File(path, 'w');
  const group = file.create_group('X');
  group.create_attribute('encoding-type', `${form}_matrix`);
  group.create_attribute('shape', [rows, columns]);
  const other = ordered.map(({ row, column }) => (form === 'csr' ? column : row));
  const chunks = [3];
  group.create_dataset({
    name: 'data',
    data: new Float64Array(ordered.map(({ value }) => value)),
    chunks,
    maxshape: [null],
  });
  group.create_dataset({ name: 'indices', data: new Int32Array(other), chunks, maxshape: [null] });
  group.create_dataset({ name: 'indptr', data: new BigInt64Array(starts.map(BigInt)) });
  file.close();
}

const matrices = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  fc.record({
    form: fc.constantFrom('csr' as const, 'csc' as const),
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    cells: fc.array(
      fc.record({
        row: fc.nat(rows - 1),
        column: fc.nat(columns - 1),
        value: fc.integer({ min: -99, max: 99 }),
      }),
      { maxLength: 40 },
    ),
  }),
);

it('reads any sparse matrix, by rows or by columns, its cells in any order and repeated', async () => {
  await fc.assert(
    fc.asyncProperty(matrices, async ({ form, rows, columns, cells }) => {
      const path = `${scratch.path}/matrix.h5`;
      write(path, form, rows, columns, cells);
      const expected = new Float32Array(rows * columns);
      for (const { row, column, value } of cells) expected[row * columns + column] += value;

      const file = await Hdf5File.open(path);
      const element = openMatrix(file, '/X');
      const blocks = [...(element?.blocks() ?? [])];
      const stored = element?.storedOf();
      file.close();
      expect(blocks.flatMap((block) => [...toDense(block).values])).toEqual([...expected]);
      expect([...(stored ?? [])]).toEqual(
        Array.from({ length: columns }, (_, k) => cells.filter(({ column }) => column === k).length),
      );
      for (const block of blocks) {
        if (block.layout === 'dense') throw new Error('a sparse matrix was read as a dense one');
        for (let row = 0; row < block.rows; row++) {
          const indices = [...block.indices.subarray(block.starts[row], block.starts[row + 1])];
          expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b));
        }
      }
    }),
    { numRuns: 60 },
  );
});
