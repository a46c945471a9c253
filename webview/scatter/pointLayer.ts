import type { Swatch } from '../state/colouring.ts';
import type { Shape } from '../theme/palette.ts';

/** Up to here points are stamped shapes; above, single pixels written into an image, which stays fast at a million. */
const STAMPED = 5_000;

export interface Points {
  /** [points] pixels from the left and top edge; NaN = not drawn */
  readonly px: Float32Array;
  readonly py: Float32Array;
  /** [points] index into swatches; 0 = missing */
  readonly codes: Uint8Array;
  readonly swatches: readonly Swatch[];
  /** codes switched off in the legend */
  readonly hidden: ReadonlySet<number>;
  /** colour of the thin line that keeps touching points apart */
  readonly outline: string;
}

/** Radius in pixels for a number of points: fewer points can be larger. */
export function pointRadius(count: number): number {
  if (count <= 400) return 4.5;
  return count <= STAMPED ? 3 : 1.5;
}

/**
 * Draws the points, missing ones first so that they lie below.
 * @returns how many points lie inside the canvas
 */
export function drawPoints(canvas: HTMLCanvasElement, width: number, height: number, points: Points): number {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  // Setting the size clears the canvas, which would flicker where only the points have moved.
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext('2d');
  if (!context) return 0;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, w, h);
  const radius = pointRadius(points.px.length) * ratio;
  const draw = points.px.length <= STAMPED ? stamp(context, points, radius, ratio) : pixels(context, points, radius);
  const { px, py, codes } = points;
  const off = Uint8Array.from(points.swatches, (_, code) => Number(points.hidden.has(code)));
  let drawn = 0;
  for (const missing of [true, false]) {
    for (let i = 0; i < px.length; i++) {
      const code = codes[i];
      if ((code === 0) !== missing || off[code] === 1) continue;
      const x = px[i] * ratio;
      const y = py[i] * ratio;
      // Also false for NaN.
      if (!(x >= -radius && y >= -radius && x <= w + radius && y <= h + radius)) continue;
      draw.point(x, y, code);
      drawn++;
    }
  }
  draw.end();
  return drawn;
}

interface Pen {
  point(x: number, y: number, code: number): void;
  end(): void;
}

/** Each swatch is drawn once and copied to every point. */
function stamp(context: CanvasRenderingContext2D, { swatches, outline }: Points, radius: number, ratio: number): Pen {
  const half = Math.ceil(radius * 1.3 + ratio);
  const stamps = swatches.map(({ colour, shape }) => {
    const image = new OffscreenCanvas(2 * half, 2 * half);
    const pen = image.getContext('2d');
    if (!pen) return image;
    pen.translate(half, half);
    pen.fillStyle = colour;
    pen.strokeStyle = outline;
    pen.lineWidth = ratio;
    const path = new Path2D(shapePath(shape, radius));
    pen.stroke(path);
    pen.fill(path);
    return image;
  });
  return {
    point(x, y, code) {
      const image = stamps[code];
      if (image) context.drawImage(image, Math.round(x - half), Math.round(y - half));
    },
    end() {},
  };
}

function pixels(context: CanvasRenderingContext2D, { swatches }: Points, radius: number): Pen {
  const { width, height } = context.canvas;
  const image = context.createImageData(width, height);
  const target = new Uint32Array(image.data.buffer);
  const colours = Uint32Array.from(swatches, ({ colour }) => packColour(colour));
  const reach = Math.floor(radius);
  return {
    point(x, y, code) {
      const colour = colours[code];
      const left = Math.max(0, Math.round(x) - reach);
      const right = Math.min(width - 1, Math.round(x) + reach);
      const bottom = Math.min(height - 1, Math.round(y) + reach);
      for (let row = Math.max(0, Math.round(y) - reach); row <= bottom; row++) {
        target.fill(colour, row * width + left, row * width + right + 1);
      }
    },
    end() {
      context.putImageData(image, 0, 0);
    },
  };
}

/** A CSS colour as the 32 bits of one pixel, in the byte order of the machine. */
function packColour(colour: string): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return 0;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0];
}

/** SVG path of a shape around (0, 0), sized to look as large as a circle of this radius. */
export function shapePath(shape: Shape, radius: number): string {
  const r = radius;
  switch (shape) {
    case 'circle':
      return `M${-r},0A${r},${r} 0 1,1 ${r},0A${r},${r} 0 1,1 ${-r},0Z`;
    case 'diamond':
      return `M0,${-1.25 * r}L${1.25 * r},0L0,${1.25 * r}L${-1.25 * r},0Z`;
    case 'triangle':
      return `M0,${-1.2 * r}L${1.15 * r},${0.85 * r}L${-1.15 * r},${0.85 * r}Z`;
    case 'triangleDown':
      return `M0,${1.2 * r}L${1.15 * r},${-0.85 * r}L${-1.15 * r},${-0.85 * r}Z`;
    case 'square':
      return `M${-0.9 * r},${-0.9 * r}h${1.8 * r}v${1.8 * r}h${-1.8 * r}Z`;
    case 'cross': {
      const [a, b] = [0.4 * r, 1.15 * r];
      return `M${-a},${-b}h${2 * a}v${b - a}h${b - a}v${2 * a}h${a - b}v${b - a}h${-2 * a}v${a - b}h${a - b}v${-2 * a}h${b - a}Z`;
    }
  }
}
