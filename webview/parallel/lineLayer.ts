import type { Parallel } from './parallel.ts';

/** Where the axes stand, in pixels of the plot. */
export interface Frame {
  /** of each axis */
  readonly x: readonly number[];
  /** top and height of all axes */
  readonly top: number;
  readonly height: number;
}

export interface LineLook {
  /** [steps + 1] colours of lines by their step */
  readonly colours: readonly string[];
  /** of lines that stand back */
  readonly faint: string;
}

/** Lines of one colour that are stroked together: many in one path make it slow, since a path is one shape. */
const TOGETHER = 24;
/** Up to so many lines are opaque and wide; more of them let others shine through. */
const FEW = 150;
const WIDTH = 1.25;

/** Draws all lines, those that stand back first and the highest scores last. @param lit [lines] 0 = stands back */
export function drawLines(
  context: CanvasRenderingContext2D,
  { heights, axes, steps }: Parallel,
  { x, top, height }: Frame,
  lit: Uint8Array,
  look: LineLook,
): void {
  const order = byStep(steps, lit, look.colours.length);
  const shown = lit.reduce((sum, one) => sum + one, 0);
  const opacity = Math.max(0.25, Math.min(0.9, Math.sqrt(FEW / Math.max(1, shown))));
  // A line of one pixel is drawn twenty times as fast as a wider one.
  context.lineWidth = steps.length > FEW ? 1 / context.getTransform().a : WIDTH;
  context.lineJoin = 'round';
  let style = -1;
  let pending = 0;
  const stroke = () => {
    if (pending > 0) context.stroke();
    pending = 0;
    context.beginPath();
  };
  context.beginPath();
  for (const i of order) {
    const next = lit[i] === 1 ? steps[i] : -2;
    if (next !== style) {
      stroke();
      style = next;
      context.strokeStyle = next === -2 ? look.faint : look.colours[next];
      context.globalAlpha = next === -2 ? 1 : opacity;
    }
    const row = i * axes.length;
    for (let a = 0; a < axes.length; a++) {
      const y = top + (1 - heights[row + a]) * height;
      if (a === 0) context.moveTo(x[a], y);
      else context.lineTo(x[a], y);
    }
    if (++pending === TOGETHER) stroke();
  }
  stroke();
  context.globalAlpha = 1;
}

/** Lines in the order that they are drawn in: those that stand back, then by step. */
function byStep(steps: Uint8Array, lit: Uint8Array, count: number): Int32Array {
  const place = (i: number) => (lit[i] === 1 ? 1 + steps[i] : 0);
  const starts = new Int32Array(count + 2);
  for (let i = 0; i < steps.length; i++) starts[place(i) + 1]++;
  for (let k = 1; k < starts.length; k++) starts[k] += starts[k - 1];
  const order = new Int32Array(steps.length);
  for (let i = 0; i < steps.length; i++) order[starts[place(i)]++] = i;
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
