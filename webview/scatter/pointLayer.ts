import type { Box } from '../state/choice.ts';
import { drawPixels } from './pixelLayer.ts';
import type { Points } from './points.ts';
import { drawStamps } from './stampLayer.ts';
import { viewOf } from './viewBox.ts';
import { hardwareLayer } from './webglLayer.ts';

/** Up to here points are stamped shapes; above, small discs of whole pixels, which stay fast at a million. */
const STAMPED = 5_000;

/** Radius in pixels for a number of points: fewer points can be larger. */
export function pointRadius(count: number): number {
  if (count <= 400) return 4.5;
  if (count <= STAMPED) return 3;
  return count <= 200_000 ? 1.5 : 1;
}

/**
 * Draws the points that lie in a box onto the whole of a canvas.
 * @param width, height of the canvas in the page
 * @param outline colour of the thin line that keeps touching shapes apart
 */
export function drawPoints(
  canvas: HTMLCanvasElement,
  [width, height]: readonly [number, number],
  points: Points,
  box: Box,
  outline: string,
): void {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  // Setting the size clears the canvas, which would flicker where only the points have moved.
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext('2d');
  if (!context) return;
  const view = viewOf(box, w, h);
  const radius = pointRadius(points.x.length) * ratio;
  if (points.x.length <= STAMPED) drawStamps(context, points, view, { radius, outline, line: ratio });
  else if (!hardwareLayer()?.draw(context, points, view, radius)) drawPixels(context, points, view, radius);
}
