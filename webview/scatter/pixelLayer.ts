import type { Swatch } from '../state/colouring.ts';
import type { Points } from './points.ts';
import type { View } from './viewBox.ts';

/** Opacity of points that stand back. */
export const DIMMED = 0.25;

/** Writes small discs of whole pixels into an image: no antialiasing, no blending, the topmost point wins. Lengths are pixels of the canvas. */
export function drawPixels(context: CanvasRenderingContext2D, points: Points, view: View, radius: number): void {
  const image = imageOf(context);
  const { width, height } = image;
  const { x, y, codes, order, dimmed } = points;
  const target = new Uint32Array(image.data.buffer).fill(0);
  const { plain, faint } = coloursOf(points.swatches);
  const reach = Math.floor(radius);
  const disc = discOf(radius);
  const offsets = Int32Array.from(disc, ([dx, dy]) => dy * width + dx);
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    const column = Math.floor(x[i] * view.scaleX + view.left);
    const row = Math.floor(y[i] * view.scaleY + view.top);
    const colour = (k < dimmed ? faint : plain)[codes[i]];
    if (column >= reach && row >= reach && column < width - reach && row < height - reach) {
      const middle = row * width + column;
      for (let o = 0; o < offsets.length; o++) target[middle + offsets[o]] = colour;
    } else if (column >= -reach && row >= -reach && column < width + reach && row < height + reach) {
      for (const [dx, dy] of disc) {
        const [cx, cy] = [column + dx, row + dy];
        if (cx >= 0 && cy >= 0 && cx < width && cy < height) target[cy * width + cx] = colour;
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** Pixels of a disc around (0, 0). */
function discOf(radius: number): readonly (readonly [number, number])[] {
  const reach = Math.floor(radius);
  const span = Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
  return span.flatMap((dy) =>
    span.filter((dx) => dx * dx + dy * dy <= radius * radius).map((dx): [number, number] => [dx, dy]),
  );
}

/** One image a canvas: a new one at every frame would be a megabyte to throw away. */
const images = new WeakMap<CanvasRenderingContext2D, ImageData>();

function imageOf(context: CanvasRenderingContext2D): ImageData {
  const { width, height } = context.canvas;
  const known = images.get(context);
  if (known?.width === width && known.height === height) return known;
  const image = context.createImageData(width, height);
  images.set(context, image);
  return image;
}

interface Colours {
  /** [swatches] pixels in the byte order of the machine */
  readonly plain: Uint32Array;
  readonly faint: Uint32Array;
}

const colours = new WeakMap<readonly Swatch[], Colours>();

function coloursOf(swatches: readonly Swatch[]): Colours {
  const known = colours.get(swatches);
  if (known) return known;
  const bytes = rgbaOf(swatches.map(({ colour }) => colour));
  const plain = new Uint32Array(bytes.buffer.slice(0));
  for (let at = 3; at < bytes.length; at += 4) bytes[at] = Math.round(DIMMED * 255);
  const made = { plain, faint: new Uint32Array(bytes.buffer) };
  colours.set(swatches, made);
  return made;
}

/** [colours × 4] bytes of colours, as the browser reads them. */
export function rgbaOf(colours: readonly string[]): Uint8ClampedArray<ArrayBuffer> {
  const context = new OffscreenCanvas(colours.length, 1).getContext('2d');
  if (!context) return new Uint8ClampedArray(4 * colours.length);
  colours.forEach((colour, code) => {
    context.fillStyle = colour;
    context.fillRect(code, 0, 1, 1);
  });
  return new Uint8ClampedArray(context.getImageData(0, 0, colours.length, 1).data);
}
