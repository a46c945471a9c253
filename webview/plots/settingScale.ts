import { quantileOfSorted } from '../../src/math/statistics.ts';
import { settingName } from '../../src/report/settingName.ts';
import { settingWords } from '../../src/report/settingWords.ts';
import type { SweepAxis } from '../../src/run/sweepPlan.ts';
import { ticks } from '../scatter/viewBox.ts';
import { studyLabels } from './studyLabels.ts';

/** Numbers of more values than this have round numbers on their axis, not each of their values. */
const MOST_VALUES = 12;
/** The largest of values on a logarithmic scale is at least so many times the smallest. */
const DECADES = 20;
/** Numbers whose median lies below this share of their range crowd at its low end. */
const CROWDED = 0.35;

/** How the values of a setting lie along an axis. */
export interface SettingScale {
  readonly path: string;
  readonly title: string;
  /** steps: equal distances between the values, whatever they are */
  readonly kind: 'linear' | 'log' | 'steps';
  /** larger numbers come later; else the values have the order that the sweep gives them */
  readonly numeric: boolean;
  /** along the values of the plan's axis: 0 (first) to 1 (last) */
  readonly places: readonly number[];
  /** of the same, in words */
  readonly words: readonly string[];
  /** of the same, as numbers; null where any is none */
  readonly numbers: readonly number[] | null;
  /** what is written along the axis, from its beginning on */
  readonly ticks: readonly { readonly place: number; readonly text: string }[];
  /** every value is written along the axis */
  readonly few: boolean;
}

/** How the values of an axis of the plan lie: numbers where they are, over decades by their logarithm, others step by step. */
export function settingScale(axis: SweepAxis): SettingScale {
  const { title, values } = named(axis);
  const words = values.map(settingWords);
  const head = { path: axis.path, title, words };
  const numbers = values.filter((value) => typeof value === 'number');
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1) ?? 0];
  const crossesZero = low <= 0 && isLog(sorted.filter((value) => value > 0));
  if (numbers.length < values.length || sorted.length < 2 || crossesZero) {
    return { ...head, numbers: null, ...steps(values, words) };
  }
  const kind = isLog(sorted) ? 'log' : 'linear';
  const scale = kind === 'log' ? Math.log10 : (value: number) => value;
  const place = (value: number) => (scale(value) - scale(low)) / (scale(high) - scale(low));
  const few = sorted.length <= MOST_VALUES;
  const marks = few ? sorted : kind === 'log' ? decades(low, high) : ticks([low, high], 6);
  return {
    ...head,
    kind,
    numeric: true,
    places: numbers.map(place),
    numbers,
    ticks: marks.map((value) => ({ place: place(value), text: settingWords(value) })),
    few,
  };
}

/** Study files are named by what they differ in. */
function named({ path, values }: SweepAxis): { title: string; values: SweepAxis['values'] } {
  const files = values.filter((value) => typeof value === 'string');
  if (path !== 'study' || files.length < values.length) return { title: settingName(path), values };
  const { common, labels } = studyLabels(files);
  return { title: common === '' ? 'study' : `study ${common}`, values: [...labels] };
}

/** Whether positive numbers, in ascending order, are spread over decades. */
function isLog(sorted: readonly number[]): boolean {
  const [low, high] = [sorted[0], sorted.at(-1) ?? 0];
  return low > 0 && high / low >= DECADES && (quantileOfSorted(sorted, 0.5) - low) / (high - low) < CROWDED;
}

/** Equal distances: numbers in their order, anything else in the order of the sweep. */
function steps(
  values: SweepAxis['values'],
  words: readonly string[],
): Pick<SettingScale, 'kind' | 'numeric' | 'places' | 'ticks' | 'few'> {
  const order = [...values.keys()];
  const numeric = values.every((value) => typeof value === 'number');
  if (numeric) order.sort((a, b) => Number(values[a]) - Number(values[b]));
  const places = Array<number>(values.length).fill(0);
  for (const [i, index] of order.entries()) places[index] = order.length === 1 ? 0.5 : i / (order.length - 1);
  const marks = order.map((index) => ({ place: places[index], text: words[index] }));
  return { kind: 'steps', numeric, places, ticks: marks, few: true };
}

/** Powers of ten, and where there are fewer than two of them what lies halfway. */
function decades(low: number, high: number): number[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const powers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const times = (...multiples: number[]) =>
    powers
      .flatMap((power) => multiples.map((multiple) => Number(`${multiple}e${power}`)))
      .filter((value) => value >= low && value <= high);
  const whole = times(1);
  return whole.length > 1 ? whole : times(1, 2, 5);
}
