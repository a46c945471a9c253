import type { SweepAxis } from '../../src/run/sweepPlan.ts';
import type { SweepFilter } from '../state/sweepChoice.ts';
import { keepRange, keepValues, valueKey } from '../state/sweepFilter.ts';
import { heightOf, type ScoreAxis, type SettingAxis, scoreAt } from './parallel.ts';

/** Heights closer than this are the same: they come back from scores. */
const CLOSE = 1e-6;

/** Heights on an axis, from the lower to the upper. */
export type Range = readonly [number, number];

/**
 * The filter that a range on an axis means: the values of a setting that lie in it, or the scores. All of the axis is no filter.
 * @param values of the setting, in the plan @param known the lowest and the highest score of any run
 */
export function filterBy(
  filter: SweepFilter,
  axis: SettingAxis | ScoreAxis,
  range: Range | null,
  values: SweepAxis['values'],
  known: Range,
): SweepFilter {
  if (axis.kind === 'score') {
    if (range === null || (range[0] <= 0 && range[1] >= 1)) return keepRange(filter, axis.name, null);
    // The ends of the axis stand for whatever lies beyond.
    const low = range[0] <= 0 ? known[0] : scoreAt(axis, range[0]);
    const high = range[1] >= 1 ? known[1] : scoreAt(axis, range[1]);
    return keepRange(filter, axis.name, [low, high]);
  }
  const kept = values.filter((_, i) => range === null || (axis.heights[i] >= range[0] && axis.heights[i] <= range[1]));
  // A range between two values means nothing.
  if (kept.length === 0 || kept.length === values.length) return keepValues(filter, axis.path, null);
  return keepValues(filter, axis.path, kept.map(valueKey));
}

/** Where on an axis a filter lets lines through, as ranges from the foot up; null: everywhere. */
export function rangesOf(
  filter: SweepFilter,
  axis: SettingAxis | ScoreAxis,
  values: SweepAxis['values'],
): readonly Range[] | null {
  if (axis.kind === 'score') {
    const range = filter.scores[axis.name];
    return range ? [[heightOf(axis, range[0]), heightOf(axis, range[1])]] : null;
  }
  const chosen = filter.settings[axis.path];
  if (!chosen) return null;
  const kept = new Set(values.flatMap((value, i) => (chosen.includes(valueKey(value)) ? [axis.heights[i]] : [])));
  const reach = Math.max(axis.band / 2, 0.01);
  const ranges: [number, number][] = [];
  let before = false;
  for (const stop of axis.stops) {
    const now = kept.has(stop);
    const last = ranges.at(-1);
    if (now && before && last) last[1] = stop + reach;
    else if (now) ranges.push([stop - reach, stop + reach]);
    before = now;
  }
  return ranges;
}

/**
 * The range after a key: arrows move it by a stop, with Shift they move its upper end; where there is none they begin at an end.
 * @param least stops between the two ends of a range: 0 for values, 1 for scores
 */
export function moveRange(
  stops: readonly number[],
  range: Range | null,
  up: boolean,
  grow: boolean,
  least: number,
): Range {
  const last = stops.length - 1;
  const inside = [...stops.keys()].filter((i) => range && stops[i] >= range[0] - CLOSE && stops[i] <= range[1] + CLOSE);
  const between = (low: number, high: number): Range => [stops[low], stops[high]];
  if (inside.length === 0) return up ? between(last - least, last) : between(0, least);
  const [low, high] = [inside[0], inside[inside.length - 1]];
  const step = up ? 1 : -1;
  if (grow) return between(low, Math.min(last, Math.max(low + least, high + step)));
  if (low + step < 0 || high + step > last) return between(low, high);
  return between(low + step, high + step);
}
