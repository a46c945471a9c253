import { quantile } from '../math/statistics.ts';
import type { Inspection } from '../run/inspection.ts';
import { featureRanges } from './featureProfiles.ts';
import { toDense } from './matrix.ts';
import { guessScale, guessTransform, scaleReason } from './scale.ts';
import type { Table } from './table.ts';

export type TableSummary = Omit<Inspection['tables'][number], 'profiles' | 'missingMap' | 'components' | 'weight'>;

const BINS = 30;
/** The median of more values than this is taken from as many, evenly spaced. */
const ENOUGH = 200_000;

/** What a preflight shows of one table: shape, missing cells, constant features, scale, range and histogram. */
export function summarize(name: string, table: Table): TableSummary {
  const { features, sampleIds, file } = table;
  const { values } = toDense(table.matrix);
  const { low, high } = featureRanges(table);
  const missingCells = values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  const blank = missingCells === values.length;
  const min = blank ? 0 : low.reduce((a, b) => Math.min(a, b));
  const max = blank ? 0 : high.reduce((a, b) => Math.max(a, b));
  const stride = Math.max(1, Math.floor(values.length / ENOUGH));
  const some = stride === 1 ? values : values.filter((_, i) => i % stride === 0);
  const scale = guessScale(table.matrix);
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
    range: { min, median: blank ? 0 : quantile(some, 0.5), max },
    histogram: { from: min, to: max, counts: histogram(values, min, max) },
  };
}

/** Counts of the values in equal bins; one bin where all values are equal. */
function histogram(values: Float32Array, min: number, max: number): number[] {
  const bins = max > min ? BINS : 1;
  const counts = new Array<number>(bins).fill(0);
  const perBin = max > min ? bins / (max - min) : 0;
  for (const value of values) {
    if (!Number.isNaN(value)) counts[Math.min(bins - 1, Math.floor((value - min) * perBin))]++;
  }
  return counts;
}
