import type { Frame } from './lineLayer.ts';
import type { Size } from './paint.ts';
import type { Parallel } from './parallel.ts';

/** A line counts twice as much as one this many steps of colour below it: the highest scores show where lines lie over each other. */
const DOUBLING = 2;
/** Weights are whole numbers, so that what was added can be taken away to the last bit. */
const PRECISION = 16;
/** More lines than this over each other look the same. */
const DEEPEST = 16;

/**
 * Thousands of lines, one pixel wide, as what lies on each pixel: how many, and how high they score. Other lines cost only
 * those that come or go, where a drawing of strokes would be made anew.
 */
export class LineDensity {
  /** pixels of the canvas */
  readonly width: number;
  readonly height: number;
  private readonly data: Parallel;
  /** of the axes, in pixels of the canvas */
  private readonly frame: Frame;
  /** [lines] 1 = counted */
  private readonly shown: Uint8Array;
  /** [pixels] */
  private readonly counts: Uint32Array;
  private readonly weights: Float64Array;

  /** @param ratio pixels of the canvas to one of the page */
  constructor(data: Parallel, { x, top, height }: Frame, size: Size, ratio: number) {
    this.data = data;
    this.frame = { x: x.map((one) => Math.round(one * ratio)), top: top * ratio, height: height * ratio };
    this.width = Math.round(size.width * ratio);
    this.height = Math.round(size.height * ratio);
    this.shown = new Uint8Array(data.lines.length);
    this.counts = new Uint32Array(this.width * this.height);
    this.weights = new Float64Array(this.width * this.height);
  }

  /** Counts these lines and no others. @param lit [lines] 0 = not counted */
  show(lit: Uint8Array): void {
    let [changed, kept] = [0, 0];
    for (let i = 0; i < lit.length; i++) {
      changed += lit[i] ^ this.shown[i];
      kept += lit[i];
    }
    if (changed > kept) {
      this.counts.fill(0);
      this.weights.fill(0);
      this.shown.fill(0);
    }
    for (let i = 0; i < lit.length; i++) {
      if (lit[i] === this.shown[i]) continue;
      this.shown[i] = lit[i];
      this.count(i, lit[i] === 1 ? 1 : -1);
    }
  }

  /**
   * Writes a pixel for each of the canvas: where lines lie over each other the mean of their steps, the higher ones counting
   * more, and as opaque as that many lines.
   * @param pixels four bytes each: red, green, blue, opacity
   * @param colours of lines by their step, four bytes each
   * @param opacity of one line, 0 to 1
   */
  draw(pixels: Uint32Array, colours: Uint8ClampedArray, opacity: number): void {
    const { counts, weights } = this;
    const looks = looksOf(colours, opacity);
    for (let p = 0; p < counts.length; p++) {
      const n = counts[p];
      if (n === 0) {
        pixels[p] = 0;
        continue;
      }
      const step = Math.round(DOUBLING * Math.log2(weights[p] / (n * PRECISION)));
      pixels[p] = looks[step * DEEPEST + Math.min(n, DEEPEST) - 1];
    }
  }

  /** @param sign 1 adds the line, −1 takes it away */
  private count(line: number, sign: 1 | -1): void {
    const { counts, weights, width, data, frame } = this;
    const weight = sign * Math.round(PRECISION * 2 ** (data.steps[line] / DOUBLING));
    const row = line * data.axes.length;
    const yOf = (axis: number) => Math.round(frame.top + (1 - data.heights[row + axis]) * frame.height);
    for (let axis = 1; axis < data.axes.length; axis++) {
      const [x0, x1] = [frame.x[axis - 1], frame.x[axis]];
      const [y0, y1] = [yOf(axis - 1), yOf(axis)];
      // A pixel in each column, of steep lines in each row.
      const pixels = Math.max(x1 - x0, Math.abs(y1 - y0));
      const [dx, dy] = [(x1 - x0) / pixels, (y1 - y0) / pixels];
      // Half a pixel on: what is cut off then rounds.
      let [x, y] = [x0 + 0.5, y0 + 0.5];
      for (let k = 0; k < pixels; k++) {
        const p = Math.trunc(y) * width + Math.trunc(x);
        counts[p] += sign;
        weights[p] += weight;
        x += dx;
        y += dy;
      }
    }
  }
}

/** [steps × DEEPEST] pixels of so many lines over each other. */
function looksOf(colours: Uint8ClampedArray, opacity: number): Uint32Array {
  const steps = colours.length / 4;
  const looks = new Uint8ClampedArray(4 * steps * DEEPEST);
  for (let step = 0; step < steps; step++) {
    for (let n = 1; n <= DEEPEST; n++) {
      const at = 4 * (step * DEEPEST + n - 1);
      looks.set(colours.subarray(4 * step, 4 * step + 3), at);
      looks[at + 3] = 255 * (1 - (1 - opacity) ** n);
    }
  }
  return new Uint32Array(looks.buffer);
}
