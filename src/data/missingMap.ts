import type { MissingMap } from '../run/inspection.ts';
import { toDense } from './matrix.ts';
import type { Table } from './table.ts';

/** Cells of the map at most: more could not be told apart on a screen. */
const MOST_ROWS = 100;
const MOST_COLUMNS = 60;

/**
 * Where cells of a table are missing, over all samples of the data set in their common order.
 * @param rows row of each sample that has at least one value
 * @returns null where no cell is missing and no sample lacks the table
 */
export function missingMap(
  table: Table,
  rows: ReadonlyMap<string, number>,
  sampleIds: readonly string[],
): MissingMap | null {
  const { values } = toDense(table.matrix);
  const width = table.features.length;
  const samplesPerRow = Math.max(1, Math.ceil(sampleIds.length / MOST_ROWS));
  const featuresPerColumn = Math.max(1, Math.ceil(width / MOST_COLUMNS));
  const height = Math.ceil(sampleIds.length / samplesPerRow);
  const columns = Math.ceil(width / featuresPerColumn);
  const gaps = new Float64Array(height * columns);
  const present = new Float64Array(height);
  let gap = sampleIds.length > rows.size;
  for (const [n, id] of sampleIds.entries()) {
    const row = rows.get(id);
    if (row === undefined) continue;
    const at = Math.floor(n / samplesPerRow);
    present[at]++;
    for (let k = 0; k < width; k++) {
      if (!Number.isNaN(values[row * width + k])) continue;
      gaps[at * columns + Math.floor(k / featuresPerColumn)]++;
      gap = true;
    }
  }
  if (!gap) return null;
  const samplesIn = (at: number) => Math.min(samplesPerRow, sampleIds.length - at * samplesPerRow);
  const featuresIn = (column: number) => Math.min(featuresPerColumn, width - column * featuresPerColumn);
  return {
    samplesPerRow,
    featuresPerColumn,
    rows: height,
    columns,
    missing: Array.from(gaps, (count, i) => {
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
