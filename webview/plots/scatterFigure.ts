import type { Colouring } from '../state/colouring.ts';
import { valueOnRamp } from '../state/valueRamp.ts';
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

interface Titles {
  readonly x: string;
  readonly y: string | null;
}

/** The scatter as a figure for paper: every point, a legend, axis names. Missing labels come first, so that they lie below. */
export function scatterFigure(
  points: readonly FigurePoint[],
  colouring: Colouring,
  titles: Titles,
  identity: boolean,
): ChartBuilder {
  const drawn = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const rows = drawn
    .sort((a, b) => Math.min(1, a.code) - Math.min(1, b.code))
    .map((point) => ({
      ...point,
      group: colouring.swatches[point.code]?.label ?? 'missing',
      ...(colouring.kind === 'continuous' ? { value: point.code === 0 ? null : position(point.code, colouring) } : {}),
    }));
  const used = colouring.swatches.filter((_, code) => drawn.some((point) => point.code === code));
  const all = drawn.flatMap(({ x, y }) => [x, y]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const scale = identity ? { domain: [low, high], zero: false } : { zero: false };
  return (ink) => ({
    height: 320,
    data: {
      rows,
      identity: identity
        ? [
            { x: low, y: low },
            { x: high, y: high },
          ]
        : [],
    },
    spec: {
      layer: [
        {
          data: { name: 'identity' },
          mark: { type: 'line', strokeDash: [4, 3], color: ink.muted, strokeWidth: 1 },
          encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
        },
        {
          data: { name: 'rows' },
          mark: { type: 'point', filled: true, size: 40, opacity: 0.9, stroke: ink.background, strokeWidth: 0.5 },
          encoding: {
            x: { field: 'x', type: 'quantitative', title: titles.x, scale, axis: { grid: true } },
            y: {
              field: 'y',
              type: 'quantitative',
              title: titles.y,
              scale,
              ...(titles.y === null ? { axis: null } : {}),
            },
            ...colourEncoding(colouring, used),
          },
        },
      ],
    },
  });
}

/** The value in the middle of a step of the ramp. */
function position(code: number, { ramp, swatches }: Colouring): number | null {
  return ramp && valueOnRamp((code - 0.5) / (swatches.length - 1), ramp);
}

function colourEncoding(colouring: Colouring, used: Colouring['swatches']) {
  if (colouring.kind === 'none') return { color: { value: used[0]?.colour ?? '#0072B2' } };
  if (colouring.kind === 'continuous') {
    const range = [0, 0.25, 0.5, 0.75, 1].map(rampColour);
    return {
      color: {
        field: 'value',
        type: 'quantitative' as const,
        title: colouring.name,
        scale: {
          range,
          domain: [colouring.ramp?.low ?? 0, colouring.ramp?.high ?? 1],
          type: colouring.ramp?.log ? ('log' as const) : ('linear' as const),
        },
      },
    };
  }
  const domain = used.map(({ label }) => label);
  return {
    color: {
      field: 'group',
      type: 'nominal' as const,
      title: colouring.name,
      scale: { domain, range: used.map(({ colour }) => colour) },
    },
    shape: {
      field: 'group',
      type: 'nominal' as const,
      title: colouring.name,
      scale: { domain, range: used.map(({ shape }) => VEGA_SHAPE[shape]) },
    },
  };
}
