import { drawPixels } from '../scatter/pixelLayer.ts';
import { arrangePoints } from '../scatter/points.ts';
import { viewOf } from '../scatter/viewBox.ts';
import type { Swatch } from '../state/colouring.ts';

/** Points that fill a plot as one picture. */
export interface Cloud {
  readonly points: readonly { readonly x: number; readonly y: number; readonly code: number }[];
  readonly swatches: readonly Swatch[];
  /** data units at the edges of the picture */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Radius of a point in units of the figure: a third of a millimetre, and less where many would hide each other. */
const RADIUS = 1.2;
const SMALL_RADIUS = 0.6;
const CROWD = 200_000;

/**
 * Draws the points on nothing, as the scatter on the screen does.
 * @param width of the plot, in units of the figure
 * @param scale pixels of a unit
 * @returns a PNG as a data URI
 */
export function drawCloud({ points, swatches, x, y }: Cloud, width: number, height: number, scale: number): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The figure is too large for a picture of this resolution. Choose a lower one.');
  const columns = {
    x: Float32Array.from(points, (point) => point.x),
    y: Float32Array.from(points, (point) => point.y),
    codes: Uint8Array.from(points, ({ code }) => code),
    swatches,
  };
  const view = viewOf({ x, y }, canvas.width, canvas.height);
  const radius = (points.length > CROWD ? SMALL_RADIUS : RADIUS) * scale;
  drawPixels(context, arrangePoints(columns, { hidden: new Set(), selected: null }), view, radius);
  return canvas.toDataURL('image/png');
}
