import type { Box } from '../state/choice.ts';

type Interval = readonly [number, number];

/** Share of the span left empty around the points. */
const MARGIN = 0.05;

/** The box that holds every point that has both coordinates. `square` gives both axes one scale, for measured against predicted. */
export function fitBox(x: Float32Array, y: Float32Array, square: boolean): Box {
  const both = x.map((value, i) => (Number.isNaN(y[i]) ? Number.NaN : value));
  const [spanX, spanY] = [extent(both), extent(y.map((value, i) => (Number.isNaN(both[i]) ? Number.NaN : value)))];
  if (!square) return { x: widen(spanX), y: widen(spanY) };
  const span = widen([Math.min(spanX[0], spanY[0]), Math.max(spanX[1], spanY[1])]);
  return { x: span, y: span };
}

function extent(values: Float32Array): Interval {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [-1, 1];
}

function widen([low, high]: Interval): Interval {
  const pad = high > low ? (high - low) * MARGIN : 1;
  return [low - pad, high + pad];
}

/** Zooms by `factor` (below 1 = closer) around the point at `at`, given as shares (0 to 1) of the box. */
export function zoomBox(box: Box, at: Interval, factor: number): Box {
  const zoom = ([low, high]: Interval, share: number): Interval => {
    const fixed = low + (high - low) * share;
    return [fixed + (low - fixed) * factor, fixed + (high - fixed) * factor];
  };
  return { x: zoom(box.x, at[0]), y: zoom(box.y, at[1]) };
}

/** Moves the box by shares of its own size. */
export function panBox(box: Box, by: Interval): Box {
  const move = ([low, high]: Interval, share: number): Interval => [
    low + (high - low) * share,
    high + (high - low) * share,
  ];
  return { x: move(box.x, by[0]), y: move(box.y, by[1]) };
}

/** Round numbers inside the interval, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: Interval, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((multiple) => multiple * power >= rough) ?? 10) * power;
  const result: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++)
    result.push(i === 0 ? 0 : Number((i * step).toPrecision(15)));
  return result;
}

/** Index of the drawn point nearest to a pixel, or -1 where none is within `reach` pixels. Positions are pixels; NaN = not drawn. */
export function nearest(px: Float32Array, py: Float32Array, x: number, y: number, reach: number): number {
  let best = -1;
  let limit = reach * reach;
  for (let i = 0; i < px.length; i++) {
    const dx = px[i] - x;
    const dy = py[i] - y;
    const distance = dx * dx + dy * dy;
    if (distance <= limit) [best, limit] = [i, distance];
  }
  return best;
}
