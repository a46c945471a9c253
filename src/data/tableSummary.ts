import { quantile } from '../math/statistics.ts';
import type { ColumnStatistics } from './columnStatistics.ts';
import type { Matrix } from './matrix.ts';
import { guessScale, guessTransform, scaleReason } from './scale.ts';
import { someValues } from './someValues.ts';
import type { Table } from './table.ts';

export type TableSummary = ReturnType<typeof summarize>;

const BINS = 30;
/** The median of more values than this is taken from as many, evenly spaced. */
const ENOUGH = 200_000;

/** What a preflight shows of one table: shape, missing cells, constant features, scale, range and histogram. */
export function summarize(name: string, { features, sampleIds, file, matrix }: Table, columns: ColumnStatistics) {
  const { missing, low, high } = columns;
  const missingCells = missing.reduce((sum, count) => sum + count, 0);
  const blank = missingCells === matrix.rows * matrix.columns;
  const min = blank ? 0 : low.reduce((a, b) => Math.min(a, b));
  const max = blank ? 0 : high.reduce((a, b) => Math.max(a, b));
  const scale = guessScale(matrix);
  return {
    name,
    file,
    samples: sampleIds.length,
    features: features.length,
    missingCells,
    constant: features.filter((_, k) => !(low[k] < high[k])),
    scale,
    scaleReason: scaleReason(scale, { min, max }),
    transform: guessTransform(scale),
    range: { min, median: blank ? 0 : quantile(someValues(matrix, ENOUGH), 0.5), max },
    histogram: { from: min, to: max, counts: histogram(matrix, min, max) },
  };
}

/** Counts of the values in equal bins; one bin where all values are equal. */
function histogram({ values, rows, columns }: Matrix, min: number, max: number): number[] {
  const bins = max > min ? BINS : 1;
  const counts = new Array<number>(bins).fill(0);
  const perBin = max > min ? bins / (max - min) : 0;
  const binOf = (value: number) => Math.min(bins - 1, Math.floor((value - min) * perBin));
  for (const value of values) if (!Number.isNaN(value)) counts[binOf(value)]++;
  const unstored = rows * columns - values.length;
  if (unstored > 0) counts[binOf(0)] += unstored;
  return counts;
}
