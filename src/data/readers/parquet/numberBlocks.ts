import { UserError } from '../../../run/userError.ts';
import { denseMatrix } from '../../matrix.ts';
import { requireMemory } from '../../requireMemory.ts';
import type { RowBlock } from '../tableFile.ts';
import type { RowGroup } from './footer.ts';
import type { OpenParquet } from './openParquet.ts';
import { visitColumn } from './visitColumn.ts';

const MOST_BLOCK_BYTES = 64 << 20;

/**
 * The numbers of a Parquet file, whole row groups at a time. Where the row groups are larger than a block may be, all rows
 * at once: a column of a row group is unpacked as a whole, so smaller pieces would be unpacked again and again.
 * @param ids names of the rows @param features names of the columns, for messages
 * @throws UserError where the file is damaged, or a number does not fit 32 bits
 */
export function* numberBlocks(
  opened: OpenParquet,
  ids: readonly string[],
  features: readonly string[],
): Generator<RowBlock> {
  let row = 0;
  for (const groups of inBlocks(opened)) {
    const rows = countRows(groups);
    const values = readNumbers(opened, groups, row, features);
    yield { rows: ids.slice(row, row + rows), matrix: denseMatrix(values, opened.columns.length) };
    row += rows;
  }
}

function inBlocks({ footer, columns }: OpenParquet): RowGroup[][] {
  const most = MOST_BLOCK_BYTES / (columns.length * Float32Array.BYTES_PER_ELEMENT);
  const groups = footer.groups.filter(({ rows }) => rows > 0);
  if (groups.some(({ rows }) => rows > most)) return [groups];
  const blocks: RowGroup[][] = [];
  let filled = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    if (filled + group.rows > most) {
      blocks.push([]);
      filled = 0;
    }
    blocks[blocks.length - 1].push(group);
    filled += group.rows;
  }
  return blocks;
}

/** @param before rows of the file before these groups @returns [rows · columns] row by row, NaN = missing */
function readNumbers(
  { file, slices, columns }: OpenParquet,
  groups: readonly RowGroup[],
  before: number,
  features: readonly string[],
): Float32Array {
  const width = columns.length;
  const cells = countRows(groups) * width;
  requireMemory(file, cells * Float32Array.BYTES_PER_ELEMENT);
  const values = new Float32Array(cells);
  let first = 0;
  for (const group of groups) {
    columns.forEach((column, k) => {
      visitColumn(file, slices, column, group, (value, row) => {
        const number = value === null ? Number.NaN : Number(value);
        const place = (first + row) * width + k;
        values[place] = number;
        if (Math.abs(values[place]) === Number.POSITIVE_INFINITY) {
          throw new UserError(
            `${file}, row ${before + first + row + 1}, column "${features[k]}": "${number}" is not a finite number that fits 32 bits. Leave the cell empty if the value is not known.`,
          );
        }
      });
    });
    first += group.rows;
  }
  return values;
}

function countRows(groups: readonly RowGroup[]): number {
  return groups.reduce((sum, { rows }) => sum + rows, 0);
}
