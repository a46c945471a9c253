import { drawPixels } from '../../../webview/scatter/pixelLayer.ts';
import { arrangePoints } from '../../../webview/scatter/points.ts';
import { viewOf } from '../../../webview/scatter/viewBox.ts';
import { hardwareLayer, rendererOf, WebglLayer } from '../../../webview/scatter/webglLayer.ts';

const SWATCHES = ['#5a5a5a', '#e69f00', '#56b4e9', 'rgb(0, 158, 115)'].map((colour, i) => ({
  label: String(i),
  colour,
  shape: 'circle' as const,
}));

/** Points that fill the plot and go beyond it, in an order that only their index gives. */
function cloud(count: number, selected: boolean) {
  const x = Float32Array.from({ length: count }, (_, i) => ((i * 0.618034) % 1) * 4 - 2);
  const y = Float32Array.from({ length: count }, (_, i) => ((i * 0.754878) % 1) * 3 - 1.5);
  const codes = Uint8Array.from(x, (_, i) => i % SWATCHES.length);
  const mask = selected ? Uint8Array.from(x, (value) => Number(value < 0)) : null;
  return arrangePoints({ x, y, codes, swatches: SWATCHES }, { hidden: new Set([3]), selected: mask });
}

interface Drawing {
  readonly count: number;
  readonly selected: boolean;
  readonly radius: number;
  /** half the width of what is in view, in data units */
  readonly span: number;
}

/** Draws the same points with the processor and with WebGL. @returns how their pixels compare */
function compare({ count, selected, radius, span }: Drawing) {
  const points = cloud(count, selected);
  const [first, second] = [canvas(), canvas()];
  const view = viewOf(
    { x: [0.3 - span, 0.3 + span], y: [0.2 - span, 0.2 + span] },
    first.canvas.width,
    first.canvas.height,
  );
  drawPixels(first, points, view, radius);
  const drawn = openWebgl().layer.draw(second, points, view, radius);
  const [a, b] = [first, second].map((context) =>
    context.getImageData(0, 0, context.canvas.width, context.canvas.height),
  );
  let [filled, differing] = [0, 0];
  for (let at = 0; at < a.data.length; at += 4) {
    if (a.data[at + 3] > 0) filled++;
    const channels = [0, 1, 2, 3].map((k) => Math.abs(a.data[at + k] - b.data[at + k]));
    // Colours that stand back are kept multiplied by their opacity: what comes back is rounded.
    if (Math.max(...channels) > 4) differing++;
  }
  return { drawn, filled, differing };
}

function canvas(): CanvasRenderingContext2D {
  const element = Object.assign(document.createElement('canvas'), { width: 301, height: 200 });
  const context = element.getContext('2d');
  if (!context) throw new Error('there is no canvas here');
  return context;
}

/** Whatever draws WebGL here, the processor included. */
function openWebgl() {
  const element = new OffscreenCanvas(1, 1);
  const gl = element.getContext('webgl2');
  if (!gl) throw new Error('there is no WebGL here');
  return { gl, layer: new WebglLayer(element, gl) };
}

/** What a layer says that it drew, before and after its graphics card goes away. */
function lose() {
  const { gl, layer } = openWebgl();
  const draw = () => layer.draw(canvas(), cloud(9_000, false), viewOf({ x: [-2, 2], y: [-2, 2] }, 301, 200), 1.5);
  const before = draw();
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return [before, draw()];
}

const layers = { compare, lose, renderer: () => rendererOf(openWebgl().gl), hardware: () => hardwareLayer() !== null };
export type Layers = typeof layers;
Object.assign(window, { layers });
