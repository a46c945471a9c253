import { formatNumber } from '../../src/report/words.ts';
import type { Colouring } from '../state/colouring.ts';
import { type ValueRamp, valueOnRamp } from '../state/valueRamp.ts';
import type { Ink } from '../theme/ink.ts';
import { rampColour, type Shape } from '../theme/palette.ts';
import type { ChartBuilder } from './chart.ts';

/** Whatever else a point holds, such as its sample_id, goes into the figure's data. */
export interface FigurePoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** index into the colouring's swatches */
  readonly code: number;
}

/** Vega's names for our shapes. */
const VEGA_SHAPE: Record<Shape, string> = {
  circle: 'circle',
  diamond: 'diamond',
  triangle: 'triangle-up',
  triangleDown: 'triangle-down',
  square: 'square',
  cross: 'cross',
};

/** Above, points become one picture within the axes: a vector figure of more is slow to draw and to open anywhere. */
const MOST_MARKS = 20_000;
/** Share of the range left free on each side of a picture of points. */
const MARGIN = 0.04;

/** Pixels that the words of a legend may take: long names are not cut on paper. */
const WHOLE_WORDS = { titleLimit: 480, labelLimit: 480 } as const;

interface Titles {
  readonly x: string;
  /** null where the axis only spreads points */
  readonly y: string | null;
}

type Range = readonly [number, number];

/** The scatter as a figure for paper: every point, a legend, axis names. Missing labels come first, so that they lie below. */
export function scatterFigure(
  points: readonly FigurePoint[],
  colouring: Colouring,
  titles: Titles,
  identity: boolean,
): ChartBuilder {
  const drawn = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const [missing, present] = [drawn.filter(({ code }) => code === 0), drawn.filter(({ code }) => code !== 0)];
  const many = drawn.length > MOST_MARKS;
  const [across, up] = ranges(drawn, identity);
  const xDomain = identity ? across : widen(across);
  const yDomain = identity ? up : widen(up);
  const scaleOf = (domain: Range) =>
    many || identity ? { domain: [...domain], zero: false, nice: false } : { zero: false };
  const codes = new Set(drawn.map(({ code }) => code));
  const row = ({ code, ...point }: FigurePoint) => ({
    ...point,
    ...(colouring.kind === 'continuous'
      ? { value: valueOfCode(code, colouring) }
      : { group: colouring.swatches[code]?.label ?? 'missing' }),
  });
  return (ink) => {
    const place = {
      x: {
        field: 'x',
        type: 'quantitative',
        title: titles.x,
        scale: scaleOf(xDomain),
        axis: { grid: true, labelFlush: false },
      },
      y: {
        field: 'y',
        type: 'quantitative',
        title: titles.y,
        scale: scaleOf(yDomain),
        axis: titles.y === null ? null : {},
      },
    } as const;
    const mark = {
      type: 'point',
      filled: true,
      size: 40,
      opacity: 0.9,
      stroke: ink.background,
      strokeWidth: 0.5,
    } as const;
    const separate = colouring.kind === 'continuous' && missing.length > 0;
    return {
      height: 320,
      table: drawn.map((point) => tableRow(point, titles, colouring.name)),
      data: {
        rows: many ? [] : (separate ? present : [...missing, ...present]).map(row),
        ...(separate ? { missing: many ? [] : missing.map(row) } : {}),
        identity: identity ? across.map((end) => ({ x: end, y: end })) : [],
      },
      ...(many ? { cloud: { points: drawn, swatches: colouring.swatches, x: xDomain, y: yDomain } } : {}),
      spec: {
        layer: [
          {
            data: { name: 'identity' },
            mark: { type: 'line', strokeDash: [4, 3], color: ink.muted, strokeWidth: 1 },
            encoding: place,
          },
          ...(many
            ? [
                {
                  data: { name: 'cloud' },
                  mark: {
                    type: 'image',
                    align: 'center',
                    baseline: 'middle',
                    width: { expr: 'width' },
                    height: { expr: 'height' },
                  },
                  encoding: { ...place, url: { field: 'url', type: 'nominal' } },
                } as const,
              ]
            : []),
          ...(separate
            ? [
                {
                  data: { name: 'missing' },
                  mark,
                  encoding: { ...place, color: missingColour(colouring) },
                },
              ]
            : []),
          { data: { name: 'rows' }, mark, encoding: { ...place, ...colourEncoding(colouring, codes, ink) } },
        ],
        ...(separate ? { resolve: { scale: { color: 'independent' } } } : {}),
      },
    };
  };
}

/** Smallest and largest x and y; with `identity` one range for both. */
function ranges(points: readonly FigurePoint[], identity: boolean): [Range, Range] {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < bottom) bottom = y;
    if (y > top) top = y;
  }
  if (!identity)
    return [
      [left, right],
      [bottom, top],
    ];
  const both: Range = [Math.min(left, bottom), Math.max(right, top)];
  return [both, both];
}

function widen([low, high]: Range): Range {
  const margin = MARGIN * (high - low || 1);
  return [low - margin, high + margin];
}

/** A point under the names that the figure gives to its axes and colour. */
function tableRow({ x, y, label, code: _, ...names }: FigurePoint, titles: Titles, colour: string): object {
  return {
    ...names,
    [titles.x]: x,
    ...(titles.y === null ? {} : { [titles.y]: y }),
    ...(colour === '' ? {} : { [colour]: label }),
  };
}

/** The value in the middle of a step of the ramp. */
function valueOfCode(code: number, { ramp, swatches }: Colouring): number | null {
  return ramp && code > 0 ? valueOnRamp((code - 0.5) / (swatches.length - 1), ramp) : null;
}

function missingColour({ swatches }: Colouring) {
  return {
    datum: 'missing',
    type: 'nominal',
    title: null,
    scale: { domain: ['missing'], range: [swatches[0]?.colour ?? ''] },
  } as const;
}

function colourEncoding(colouring: Colouring, codes: ReadonlySet<number>, ink: Ink) {
  const { kind, name, ramp, swatches } = colouring;
  const used = swatches.filter((_, code) => codes.has(code));
  if (kind === 'none') return { color: { value: used[0]?.colour ?? ink.accent } };
  if (kind === 'continuous') {
    return {
      color: {
        field: 'value',
        type: 'quantitative',
        title: ramp ? rampTitle(name, ramp) : name,
        legend: WHOLE_WORDS,
        scale: {
          range: [0, 0.25, 0.5, 0.75, 1].map(rampColour),
          domain: [ramp?.low ?? 0, ramp?.high ?? 1],
          type: ramp?.log ? 'log' : 'linear',
        },
      },
    } as const;
  }
  const domain = used.map(({ label }) => label);
  const channel = { field: 'group', type: 'nominal', title: name, legend: WHOLE_WORDS } as const;
  return {
    color: { ...channel, scale: { domain, range: used.map(({ colour }) => colour) } },
    shape: { ...channel, scale: { domain, range: used.map(({ shape }) => VEGA_SHAPE[shape]) } },
  };
}

/** The name of the values, and what the colours do not tell. */
function rampTitle(name: string, { low, high, log, data }: ValueRamp): string[] {
  const below = data[0] < low ? [`≤ ${formatNumber(low, 3)}`] : [];
  const above = data[1] > high ? [`≥ ${formatNumber(high, 3)}`] : [];
  const clipped = [...below, ...above];
  return [
    log ? `${name}, log scale` : name,
    ...(clipped.length > 0 ? [`clipped: ${clipped.join(' and ')} in one colour`] : []),
  ];
}
