/** A rectangle of an array. */
export interface Tile {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** The form of an array with at most two axes. */
interface Form {
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
  readonly type: { readonly size: number };
}

/**
 * Rows `from` to `to` (not included) of an array in rectangles of at most `bytes`, or of one chunk where that is larger:
 * chunks are unpacked once each, as far as rows begin and end with them.
 */
export function* tiles({ shape, chunks, type }: Form, from: number, to: number, bytes: number): Generator<Tile> {
  const width = shape?.[1] ?? 1;
  const [chunkRows, chunkColumns] = [chunks?.[0] ?? 1, chunks?.[1] ?? 1];
  const wholeRows = Math.floor(bytes / (Math.max(width, 1) * type.size * chunkRows)) * chunkRows;
  const rowsTogether = Math.max(wholeRows, chunkRows);
  const columnsTogether =
    wholeRows > 0 ? width : Math.max(Math.floor(bytes / (rowsTogether * type.size * chunkColumns)), 1) * chunkColumns;
  for (let row = from; row < to; ) {
    const end = Math.min(to, (Math.floor(row / chunkRows) + rowsTogether / chunkRows) * chunkRows);
    for (let column = 0; column < width; column += columnsTogether) {
      yield { row, rows: end - row, column, columns: Math.min(columnsTogether, width - column) };
    }
    row = end;
  }
}
