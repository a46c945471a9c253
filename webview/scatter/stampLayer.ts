import type { Swatch } from '../state/colouring.ts';
import { DIMMED } from './pixelLayer.ts';
import type { Points } from './points.ts';
import { shapePath } from './shapes.ts';
import type { View } from './viewBox.ts';

interface Pen {
  readonly radius: number;
  /** colour and width of the thin line that keeps touching points apart */
  readonly outline: string;
  readonly line: number;
}

/** Draws each swatch once and copies it to every point. Lengths are pixels of the canvas. */
export function drawStamps(context: CanvasRenderingContext2D, points: Points, view: View, pen: Pen): void {
  const { width, height } = context.canvas;
  const { x, y, codes, order, dimmed } = points;
  const half = Math.ceil(pen.radius * 1.3 + pen.line);
  const stamps = stampsOf(points.swatches, pen, half);
  context.clearRect(0, 0, width, height);
  context.globalAlpha = DIMMED;
  order.forEach((i, k) => {
    if (k === dimmed) context.globalAlpha = 1;
    const image = stamps[codes[i]];
    const left = Math.round(x[i] * view.scaleX + view.left - half);
    const top = Math.round(y[i] * view.scaleY + view.top - half);
    if (image && left > -2 * half && top > -2 * half && left < width && top < height)
      context.drawImage(image, left, top);
  });
  context.globalAlpha = 1;
}

/** Redrawn only where the theme, the colours or the size changed, not at every frame. */
const kept = new WeakMap<readonly Swatch[], { readonly key: string; readonly stamps: readonly OffscreenCanvas[] }>();

function stampsOf(swatches: readonly Swatch[], pen: Pen, half: number): readonly OffscreenCanvas[] {
  const key = JSON.stringify(pen);
  const known = kept.get(swatches);
  if (known?.key === key) return known.stamps;
  const stamps = swatches.map(({ colour, shape }) => {
    const image = new OffscreenCanvas(2 * half, 2 * half);
    const context = image.getContext('2d');
    if (!context) return image;
    context.translate(half, half);
    context.fillStyle = colour;
    context.strokeStyle = pen.outline;
    context.lineWidth = pen.line;
    const path = new Path2D(shapePath(shape, pen.radius));
    context.stroke(path);
    context.fill(path);
    return image;
  });
  kept.set(swatches, { key, stamps });
  return stamps;
}
