import { mean, standardDeviation } from '../../src/math/statistics.ts';
import { scoreOf } from '../../src/report/sweepGroups.ts';
import type { SettingScale } from '../plots/settingScale.ts';
import type { VaryingSetting } from './sweepLines.ts';
import type { SweepRun } from './sweepState.ts';

/** Numbers of many values, such as random draws, are taken in so many ranges of about equally many values. */
export const RANGES = 8;

/** A score at one value of the setting that it is drawn over, or over a range of numbers. */
export interface CurvePoint {
  /** index of the value, of a range the middle one */
  readonly at: number;
  readonly runs: number;
  readonly mean: number;
  /** standard deviation, divisor n − 1; null of one run */
  readonly sd: number | null;
  /** of each run, with the index of its own value */
  readonly scores: readonly { readonly at: number; readonly score: number }[];
}

export interface Curve {
  /** index of the value that these runs share; −1 = all runs */
  readonly value: number;
  /** in the order of the axis */
  readonly points: readonly CurvePoint[];
}

/**
 * A score over a setting, a curve for each value of another: the mean of the finished runs and how far they spread.
 * @param by null = one curve of all runs
 */
export function scoreCurves(
  runs: readonly SweepRun[],
  over: VaryingSetting,
  by: VaryingSetting | null,
  score: string,
): Curve[] {
  const middle = over.scale.few ? null : middles(over.scale);
  const curves = new Map<number, Map<number, CurvePoint['scores'][number][]>>();
  for (const { at, row } of runs) {
    const value = row.state === 'finished' ? scoreOf(row.scores, score) : null;
    if (value === null) continue;
    const of = by ? at[by.axis] : -1;
    const curve = curves.get(of) ?? new Map<number, CurvePoint['scores'][number][]>();
    curves.set(of, curve);
    const own = at[over.axis];
    const place = middle?.[own] ?? own;
    const point = curve.get(place);
    if (point) point.push({ at: own, score: value });
    else curve.set(place, [{ at: own, score: value }]);
  }
  const { places } = over.scale;
  return [...curves]
    .sort(([a], [b]) => a - b)
    .map(([value, points]) => ({
      value,
      points: Array.from(points, ([at, scores]) => {
        const values = scores.map(({ score }) => score);
        const sd = values.length > 1 ? standardDeviation(values) : null;
        return { at, runs: values.length, mean: mean(values), sd, scores };
      }).sort((a, b) => places[a.at] - places[b.at]),
    }));
}

/** For each value the middle one of its range. */
function middles({ places }: SettingScale): number[] {
  const sorted = [...places.keys()].sort((a, b) => places[a] - places[b]);
  const size = sorted.length / RANGES;
  const result = Array<number>(places.length).fill(-1);
  for (const [i, index] of sorted.entries()) {
    const from = Math.floor(Math.floor(i / size) * size);
    const to = Math.min(sorted.length, Math.floor((Math.floor(i / size) + 1) * size));
    result[index] = sorted[(from + to - 1) >> 1];
  }
  return result;
}
