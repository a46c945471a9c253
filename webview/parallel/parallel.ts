import { formatScore } from '../../src/report/words.ts';
import type { SettingScale } from '../plots/settingScale.ts';
import { ticks } from '../scatter/viewBox.ts';
import { RAMP_STEPS } from '../theme/palette.ts';

/** One line over all axes: a run, or runs that differ by seed only. */
export interface Line {
  /** places of its runs in the plan */
  readonly runs: readonly number[];
  /** along the settings, index of its value on each */
  readonly at: readonly number[];
  /** along the scores, of several runs the mean; null: no finished run has it */
  readonly scores: readonly (number | null)[];
  readonly title: string;
  readonly detail: string;
}

export interface Tick {
  /** 0 at the foot of the axis, 1 at its top */
  readonly height: number;
  readonly text: string;
}

/** Something that every line has a place on. */
export interface ParallelAxis {
  readonly title: string;
  readonly ticks: readonly Tick[];
  /** heights at which a range may begin and end, from the foot up */
  readonly stops: readonly number[];
}

export interface SettingAxis extends ParallelAxis {
  readonly kind: 'setting';
  readonly path: string;
  /** along the values of the plan's axis */
  readonly heights: readonly number[];
  /** the lines of one value spread over so much of the axis, by score */
  readonly band: number;
}

export interface ScoreAxis extends ParallelAxis {
  readonly kind: 'score';
  readonly name: string;
  /** at the foot and at the top */
  readonly domain: readonly [number, number];
}

/** Lines over axes, as typed arrays: there may be ten thousand. */
export interface Parallel {
  /** settings first, the main score last */
  readonly axes: readonly (SettingAxis | ScoreAxis)[];
  readonly lines: readonly Line[];
  /** [lines × axes] */
  readonly heights: Float32Array;
  /** [lines] step of the scale of colours, 1 to RAMP_STEPS; 0: no score */
  readonly steps: Uint8Array;
}

/** Where lines without a score end: below the foot of its axis. */
export const NO_SCORE = -0.09;
/** Scores below this are drawn at it: one run gone wrong must not squeeze all others together. */
const LOWEST = -1;
/** Scores that differ by less are one value: means of equal scores differ by rounding. */
const ALIKE = 1e-9;
/** Of the distance between two values of a setting that their lines spread over, and at most of the axis. */
const BAND = 0.7;
const WIDEST_BAND = 0.16;
/** Steps that the keys move a range of scores by. */
const SCORE_STOPS = 20;

/** @param scales of the settings, in order @param scores names in words of the scores, the main one last */
export function parallel(
  scales: readonly SettingScale[],
  scores: readonly { readonly name: string; readonly title: string }[],
  lines: readonly Line[],
): Parallel {
  const main = scores.length - 1;
  const scoreAxes = scores.map(({ name, title }, s) =>
    scoreAxis(
      name,
      title,
      lines.map((line) => line.scores[s]),
    ),
  );
  const settingAxes = scales.map(settingAxis);
  const axes = [...settingAxes, ...scoreAxes];
  const heights = new Float32Array(lines.length * axes.length);
  const steps = new Uint8Array(lines.length);
  for (const [i, line] of lines.entries()) {
    const score = line.scores[main];
    const share = score === null ? 0.5 : heightOf(scoreAxes[main], score);
    if (score !== null) steps[i] = 1 + Math.round(share * (RAMP_STEPS - 1));
    const row = i * axes.length;
    for (const [a, { heights: places, band }] of settingAxes.entries()) {
      heights[row + a] = places[line.at[a]] + (share - 0.5) * band;
    }
    for (const [s, axis] of scoreAxes.entries()) {
      const value = line.scores[s];
      heights[row + settingAxes.length + s] = value === null ? NO_SCORE : heightOf(axis, value);
    }
  }
  return { axes, lines, heights, steps };
}

/** Numbers rise; other values are read from the top down. Lines of one value spread around it, within the axis. */
function settingAxis(scale: SettingScale): SettingAxis {
  const { path, title, few, numeric } = scale;
  const places = [...new Set(scale.places)].sort((a, b) => a - b);
  const gap = places.reduce((least, place, i) => (i === 0 ? least : Math.min(least, place - places[i - 1])), 1);
  const band = few ? Math.min(WIDEST_BAND, BAND * gap) : 0;
  const height = (place: number) => band / 2 + (numeric ? place : 1 - place) * (1 - band);
  return {
    kind: 'setting',
    path,
    title,
    band,
    heights: scale.places.map(height),
    ticks: scale.ticks.map(({ place, text }) => ({ height: height(place), text })),
    stops: places.map(height).sort((a, b) => a - b),
  };
}

function scoreAxis(name: string, title: string, values: readonly (number | null)[]): ScoreAxis {
  const [low, high] = values.reduce<[number, number]>(
    ([least, most], value) => {
      if (value === null) return [least, most];
      const drawn = Math.max(LOWEST, value);
      return [Math.min(least, drawn), Math.max(most, drawn)];
    },
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const any = low <= high;
  // One value alone stands in the middle.
  const pad = any && high - low > ALIKE ? 0 : 0.05;
  const domain: [number, number] = any ? [low - pad, high + pad] : [0, 1];
  const axis: ScoreAxis = {
    kind: 'score',
    name,
    title,
    domain,
    ticks: [],
    stops: Array.from({ length: SCORE_STOPS + 1 }, (_, i) => i / SCORE_STOPS),
  };
  if (!any) return axis;
  return {
    ...axis,
    ticks: ticks(domain, 6).map((value) => ({ height: heightOf(axis, value), text: tickText(value, domain) })),
  };
}

/** As many decimals as tell neighbouring ticks apart. */
function tickText(value: number, [low, high]: readonly [number, number]): string {
  if (high - low > 0.1) return formatScore(value);
  const digits = Math.min(6, 1 + Math.ceil(-Math.log10(high - low)));
  return `${value < 0 ? '\u2212' : ''}${Math.abs(value).toFixed(digits)}`;
}

/** Height of a score on its axis, 0 to 1. */
export function heightOf({ domain: [low, high] }: Pick<ScoreAxis, 'domain'>, value: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** The score at a height. */
export function scoreAt({ domain: [low, high] }: Pick<ScoreAxis, 'domain'>, height: number): number {
  return low + height * (high - low);
}
