import type { Parallel } from './parallel.ts';

/** Where the axes stand, in pixels of the plot. */
export interface Frame {
  /** of each axis */
  readonly x: readonly number[];
  /** top and height of all axes */
  readonly top: number;
  readonly height: number;
}

/** Lines of one colour that are stroked together: many in one path make it slow, since a path is one shape. */
const TOGETHER = 24;
/** Up to so many lines are opaque and wide; more of them let others shine through. Single ones are wider still. */
const FEW = 150;
const WIDTH = 1.25;
const SINGLE = 24;
const WIDEST = 2;

/** Draws the lit lines, the highest scores last. @param colours of lines by their step */
export function drawLines(
  context: CanvasRenderingContext2D,
  { heights, axes, steps }: Parallel,
  { x, top, height }: Frame,
  lit: Uint8Array,
  colours: readonly string[],
): void {
  const order = byStep(steps, lit, colours.length);
  context.globalAlpha = opacityOf(order.length);
  // A line of one pixel is drawn twenty times as fast as a wider one.
  context.lineWidth = steps.length > FEW ? 1 / context.getTransform().a : steps.length > SINGLE ? WIDTH : WIDEST;
  context.lineJoin = 'round';
  let step = -1;
  let pending = 0;
  context.beginPath();
  for (const i of order) {
    if (steps[i] !== step || pending === TOGETHER) {
      context.stroke();
      context.beginPath();
      pending = 0;
      step = steps[i];
      context.strokeStyle = colours[step];
    }
    const row = i * axes.length;
    for (let a = 0; a < axes.length; a++) {
      const y = top + (1 - heights[row + a]) * height;
      if (a === 0) context.moveTo(x[a], y);
      else context.lineTo(x[a], y);
    }
    pending++;
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** Of one of so many lines. */
export function opacityOf(lines: number): number {
  return Math.max(0.25, Math.min(0.9, Math.sqrt(FEW / Math.max(1, lines))));
}

/** Lit lines in the order of their steps. */
function byStep(steps: Uint8Array, lit: Uint8Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < steps.length; i++) if (lit[i] === 1) starts[steps[i] + 1]++;
  for (let k = 1; k < starts.length; k++) starts[k] += starts[k - 1];
  const order = new Int32Array(starts[count]);
  for (let i = 0; i < steps.length; i++) if (lit[i] === 1) order[starts[steps[i]]++] = i;
  return order;
}

/** The lit line closest to a point, at most `reach` pixels above or below it; −1 where there is none. */
export function nearestLine(
  { heights, axes, steps }: Parallel,
  { x, top, height }: Frame,
  lit: Uint8Array,
  point: { readonly x: number; readonly y: number },
  reach: number,
): number {
  const after = Math.min(
    x.length - 1,
    Math.max(
      1,
      x.findIndex((axis) => axis >= point.x),
    ),
  );
  const share = Math.min(1, Math.max(0, (point.x - x[after - 1]) / (x[after] - x[after - 1])));
  let [best, distance] = [-1, reach];
  for (let i = 0; i < steps.length; i++) {
    if (lit[i] === 0) continue;
    const row = i * axes.length + after;
    const between = heights[row - 1] + share * (heights[row] - heights[row - 1]);
    const away = Math.abs(top + (1 - between) * height - point.y);
    if (away > distance) continue;
    [best, distance] = [i, away];
  }
  return best;
}
