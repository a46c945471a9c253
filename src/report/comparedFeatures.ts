import { median } from '../math/statistics.ts';
import type { ComparedRun } from '../run/comparedRun.ts';

/** The features of one direction that both of two runs scored. */
export interface ComparedFeatures {
  readonly features: readonly string[];
  /** R² of each run: [features] */
  readonly a: Float32Array;
  readonly b: Float32Array;
  /** 95 % bootstrap intervals; null where one of the runs has none */
  readonly intervals: { readonly a: Intervals; readonly b: Intervals } | null;
  readonly medians: { readonly a: number; readonly b: number };
  /** features whose R² is higher in one run */
  readonly higher: { readonly a: number; readonly b: number };
  /** those of them whose intervals do not even touch */
  readonly apart: { readonly a: number; readonly b: number };
}

interface Intervals {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Two runs feature by feature. @returns null where they share no scored feature in this direction */
export function comparedFeatures(
  a: ComparedRun,
  b: ComparedRun,
  source: string,
  target: string,
): ComparedFeatures | null {
  const [first, second] = [scoresOf(a, source, target), scoresOf(b, source, target)];
  if (!first || !second) return null;
  const rowOf = new Map(second.features.map((feature, row) => [feature, row]));
  const rows = first.features.flatMap((feature, row): [number, number][] => {
    const other = rowOf.get(feature);
    if (other === undefined || Number.isNaN(first.r2[row]) || Number.isNaN(second.r2[other])) return [];
    return [[row, other]];
  });
  if (rows.length === 0) return null;
  const own = (values: Float32Array) => Float32Array.from(rows, ([row]) => values[row]);
  const others = (values: Float32Array) => Float32Array.from(rows, ([, row]) => values[row]);
  const [ofA, ofB] = [own(first.r2), others(second.r2)];
  const intervals = first.interval &&
    second.interval && {
      a: { low: own(first.interval.low), high: own(first.interval.high) },
      b: { low: others(second.interval.low), high: others(second.interval.high) },
    };
  const count = (holds: (row: number) => boolean) => rows.filter((_, row) => holds(row)).length;
  return {
    features: rows.map(([row]) => first.features[row]),
    a: ofA,
    b: ofB,
    intervals,
    medians: { a: median(ofA), b: median(ofB) },
    higher: { a: count((row) => ofA[row] > ofB[row]), b: count((row) => ofB[row] > ofA[row]) },
    apart: {
      a: intervals ? count((row) => intervals.a.low[row] > intervals.b.high[row]) : 0,
      b: intervals ? count((row) => intervals.b.low[row] > intervals.a.high[row]) : 0,
    },
  };
}

function scoresOf({ r2 }: ComparedRun, source: string, target: string) {
  const pair = r2?.pairs.find((entry) => entry.source === source && entry.target === target);
  const features = r2?.targets.find(({ name }) => name === target)?.features;
  return pair && features ? { features, r2: pair.r2, interval: pair.interval } : null;
}

/** Directions that at least `runs` of the runs scored, the most predictable first; those from one table before those from all. */
export function comparedDirections(
  runs: readonly ComparedRun[],
  least: number,
): readonly { readonly source: string; readonly target: string }[] {
  const found = new Map<string, { source: string; target: string; medians: number[] }>();
  for (const { run } of runs) {
    for (const { source, target, median: middle } of run.metrics?.r2 ?? []) {
      // Of two tables "all others" is the other one.
      if (source === target || middle === null || (source === 'all' && run.modalities.length === 2)) continue;
      const key = JSON.stringify([source, target]);
      const direction = found.get(key) ?? { source, target, medians: [] };
      direction.medians.push(middle);
      found.set(key, direction);
    }
  }
  return [...found.values()]
    .filter(({ medians }) => medians.length >= least)
    .sort(
      (a, b) =>
        Number(a.source === 'all') - Number(b.source === 'all') || Math.max(...b.medians) - Math.max(...a.medians),
    )
    .map(({ source, target }) => ({ source, target }));
}
