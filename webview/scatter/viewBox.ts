import type { Box } from '../state/choice.ts';

type Interval = readonly [number, number];

/** Share of the span left empty around the points. */
const MARGIN = 0.05;

/** How data units become pixels from the left and top edge: pixel = value · scale + offset. */
export interface View {
  readonly scaleX: number;
  readonly left: number;
  readonly scaleY: number;
  readonly top: number;
}

/** The view that fills so many pixels with a box. */
export function viewOf({ x, y }: Box, width: number, height: number): View {
  const [scaleX, scaleY] = [width / (x[1] - x[0]), -height / (y[1] - y[0])];
  return { scaleX, left: -x[0] * scaleX, scaleY, top: -y[1] * scaleY };
}

/** The box that holds every point that has both coordinates. `square` gives both axes one scale, for measured against predicted. */
export function fitBox(x: Float32Array, y: Float32Array, square: boolean): Box {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    const a = x[i];
    const b = y[i];
    if (Number.isNaN(a + b)) continue;
    if (a < left) left = a;
    if (a > right) right = a;
    if (b < bottom) bottom = b;
    if (b > top) top = b;
  }
  if (!(left <= right)) [left, right, bottom, top] = [-1, 1, -1, 1];
  if (!square) return { x: widen([left, right]), y: widen([bottom, top]) };
  const span = widen([Math.min(left, bottom), Math.max(right, top)]);
  return { x: span, y: span };
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

/** Steps below this share of the numbers themselves are lost in the rounding of doubles. */
const FINEST = 1e-14;

/** Round numbers inside the interval, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: Interval, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > FINEST * Math.max(Math.abs(low), Math.abs(high))) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((multiple) => multiple * power >= rough) ?? 10) * power;
  const result: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++)
    result.push(i === 0 ? 0 : Number((i * step).toPrecision(15)));
  return result;
}
