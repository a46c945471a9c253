import { rgbaOf } from '../scatter/pixelLayer.ts';
import { LineDensity } from './lineDensity.ts';
import { drawLines, type Frame, opacityOf } from './lineLayer.ts';
import { paint, type Size } from './paint.ts';
import type { Parallel } from './parallel.ts';

/** More lines than this are counted on pixels, not stroked: while a range is drawn most of them stay. */
const STROKED = 1000;
/** Opacity of the lines that stand back, all together. */
const FAINT = 0.3;

/** Bytes are red, green, blue and opacity. */
interface Counted {
  readonly density: LineDensity;
  readonly image: ImageData;
  readonly pixels: Uint32Array;
  /** of lines by their step */
  readonly colours: Uint8ClampedArray;
  readonly greys: Uint8ClampedArray;
}

/** Draws the lit lines in their colours over a faint picture of all, which is made when it is first needed. */
export class LinePicture {
  private readonly data: Parallel;
  private readonly frame: Frame;
  private readonly size: Size;
  private readonly colours: readonly string[];
  private readonly greys: readonly string[];
  private behind: HTMLCanvasElement | null = null;
  private counted: Counted | null = null;

  /** @param size of the plot, in pixels of the page @param colours of lines by their step */
  constructor(data: Parallel, frame: Frame, size: Size, colours: readonly string[]) {
    this.data = data;
    this.frame = frame;
    this.size = size;
    this.colours = colours;
    this.greys = colours.map(() => colours[0]);
  }

  /** @param context of a clear canvas, in pixels of the page @param lit [lines] 0 = stands back */
  draw(context: CanvasRenderingContext2D, lit: Uint8Array): void {
    // First: it counts all lines, of which those that are lit are left.
    const behind = lit.includes(0) ? this.all() : null;
    this.drawLit(context, lit, false);
    if (!behind) return;
    context.globalCompositeOperation = 'destination-over';
    context.globalAlpha = FAINT;
    context.drawImage(behind, 0, 0, this.size.width, this.size.height);
  }

  private drawLit(context: CanvasRenderingContext2D, lit: Uint8Array, grey: boolean): void {
    const many = lit.reduce((sum, one) => sum + one, 0);
    if (many <= STROKED) {
      drawLines(context, this.data, this.frame, lit, grey ? this.greys : this.colours);
      return;
    }
    this.counted ??= this.count();
    const { density, image, pixels, colours, greys } = this.counted;
    density.show(lit);
    density.draw(pixels, grey ? greys : colours, opacityOf(many));
    context.putImageData(image, 0, 0);
  }

  private all(): HTMLCanvasElement {
    if (this.behind) return this.behind;
    const canvas = document.createElement('canvas');
    const all = new Uint8Array(this.data.lines.length).fill(1);
    paint(canvas, this.size, (context) => this.drawLit(context, all, true));
    this.behind = canvas;
    return canvas;
  }

  private count(): Counted {
    const density = new LineDensity(this.data, this.frame, this.size, window.devicePixelRatio);
    const image = new ImageData(density.width, density.height);
    const pixels = new Uint32Array(image.data.buffer);
    return { density, image, pixels, colours: rgbaOf(this.colours), greys: rgbaOf(this.greys) };
  }
}
