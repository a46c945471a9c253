import type { MissingMap } from '../run/inspection.ts';
import { visitStored } from './matrix.ts';
import type { Table } from './table.ts';

/** Cells of the map at most: more could not be told apart on a screen. */
const MOST_ROWS = 100;
const MOST_COLUMNS = 60;

/**
 * Where cells of a table are missing, over all samples of the data set in their common order.
 * @param rows row of each sample that has at least one value
 * @param gaps whether any cell of the table is missing
 * @returns null where no cell is missing and no sample lacks the table
 */
export function missingMap(
  { features, matrix }: Table,
  rows: ReadonlyMap<string, number>,
  sampleIds: readonly string[],
  gaps: boolean,
): MissingMap | null {
  if (sampleIds.length === rows.size && !gaps) return null;
  const width = features.length;
  const samplesPerRow = Math.max(1, Math.ceil(sampleIds.length / MOST_ROWS));
  const featuresPerColumn = Math.max(1, Math.ceil(width / MOST_COLUMNS));
  const height = Math.ceil(sampleIds.length / samplesPerRow);
  const columns = Math.ceil(width / featuresPerColumn);
  const present = new Float64Array(height);
  /** of each row of the table: the row of the map that it lies in */
  const line = new Int32Array(matrix.rows).fill(-1);
  for (const [n, id] of sampleIds.entries()) {
    const row = rows.get(id);
    if (row === undefined) continue;
    line[row] = Math.floor(n / samplesPerRow);
    present[line[row]]++;
  }
  const missing = new Float64Array(height * columns);
  if (gaps) {
    visitStored(matrix, (value, k, row) => {
      if (Number.isNaN(value) && line[row] >= 0) missing[line[row] * columns + Math.floor(k / featuresPerColumn)]++;
    });
  }
  const samplesIn = (at: number) => Math.min(samplesPerRow, sampleIds.length - at * samplesPerRow);
  const featuresIn = (column: number) => Math.min(featuresPerColumn, width - column * featuresPerColumn);
  return {
    samplesPerRow,
    featuresPerColumn,
    rows: height,
    columns,
    missing: Array.from(missing, (count, i) => {
      const at = Math.floor(i / columns);
      return present[at] === 0 ? -1 : percent(count / (present[at] * featuresIn(i % columns)));
    }),
    absent: Array.from(present, (count, at) => percent(1 - count / samplesIn(at))),
  };
}

/** Whole percent; 0 and 100 only where it is none or all. */
function percent(share: number): number {
  if (share <= 0 || share >= 1) return Math.round(share) * 100;
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}
