import type { Swatch } from '../state/colouring.ts';
import { DIMMED, rgbaOf } from './pixelLayer.ts';
import type { Points } from './points.ts';
import type { View } from './viewBox.ts';

/** Names of renderers that have no graphics card behind them: slower than the processor writing pixels itself. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

const VERTEX = `#version 300 es
  layout(location = 0) in float x;
  layout(location = 1) in float y;
  layout(location = 2) in uint code;
  uniform vec2 centre, scale, offset, size;
  uniform float reach, opacity;
  uniform highp sampler2D swatches;
  flat out vec4 colour;
  void main() {
    vec2 pixel = floor((vec2(x, y) - centre) * scale + offset) + reach + 0.5;
    gl_Position = vec4(2.0 * pixel.x / size.x - 1.0, 1.0 - 2.0 * pixel.y / size.y, 0, 1);
    gl_PointSize = 2.0 * reach + 1.0;
    colour = vec4(texelFetch(swatches, ivec2(code, 0), 0).rgb * opacity, opacity);
  }`;
const FRAGMENT = `#version 300 es
  precision highp float;
  uniform float reach, radius;
  flat in vec4 colour;
  out vec4 pixel;
  void main() {
    vec2 away = floor(gl_PointCoord * (2.0 * reach + 1.0)) - reach;
    if (dot(away, away) > radius * radius) discard;
    pixel = colour;
  }`;

/** Draws the pixels of drawPixels with a graphics card: one hidden canvas for all scatters, copied into theirs. */
export class WebglLayer {
  private readonly canvas: OffscreenCanvas;
  private readonly gl: WebGL2RenderingContext;
  private readonly uniforms: ReturnType<typeof uniformsOf>;
  /** The browser frees a buffer when its array is gone. */
  private readonly buffers = new WeakMap<Float32Array | Uint8Array | Uint32Array, WebGLBuffer>();
  private readonly textures = new WeakMap<readonly Swatch[], WebGLTexture>();

  /** @throws where the shaders do not run */
  constructor(canvas: OffscreenCanvas, gl: WebGL2RenderingContext) {
    this.canvas = canvas;
    this.gl = gl;
    const program = linkProgram(gl);
    gl.useProgram(program);
    this.uniforms = uniformsOf(gl, program);
    for (const location of [0, 1, 2]) gl.enableVertexAttribArray(location);
  }

  /**
   * Draws onto the whole of a canvas. Lengths are its pixels.
   * @returns false where the graphics card was lost: nothing is drawn then
   */
  draw(context: CanvasRenderingContext2D, points: Points, view: View, radius: number): boolean {
    const { gl, uniforms } = this;
    if (gl.isContextLost()) return false;
    const { width, height } = context.canvas;
    const reach = Math.floor(radius);
    // A point is left out where its centre lies outside: the margin keeps those whose edge is inside.
    const [w, h] = [width + 2 * reach, height + 2 * reach];
    if (this.canvas.width < w) this.canvas.width = w;
    if (this.canvas.height < h) this.canvas.height = h;
    gl.viewport(0, this.canvas.height - h, w, h);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.bufferOf(points.x, gl.ARRAY_BUFFER));
    gl.vertexAttribPointer(0, 1, gl.FLOAT, false, 0, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.bufferOf(points.y, gl.ARRAY_BUFFER));
    gl.vertexAttribPointer(1, 1, gl.FLOAT, false, 0, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.bufferOf(points.codes, gl.ARRAY_BUFFER));
    gl.vertexAttribIPointer(2, 1, gl.UNSIGNED_BYTE, 0, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.bufferOf(points.order, gl.ELEMENT_ARRAY_BUFFER));
    gl.bindTexture(gl.TEXTURE_2D, this.textureOf(points.swatches));
    // Relative to the middle of the plot: floats of 32 bits keep whole pixels there however far one zooms in.
    const x = Math.fround((width / 2 - view.left) / view.scaleX);
    const y = Math.fround((height / 2 - view.top) / view.scaleY);
    gl.uniform2f(uniforms.centre, x, y);
    gl.uniform2f(uniforms.scale, view.scaleX, view.scaleY);
    gl.uniform2f(uniforms.offset, x * view.scaleX + view.left, y * view.scaleY + view.top);
    gl.uniform2f(uniforms.size, w, h);
    gl.uniform1f(uniforms.reach, reach);
    gl.uniform1f(uniforms.radius, radius);
    const { order, dimmed } = points;
    gl.uniform1f(uniforms.opacity, DIMMED);
    gl.drawElements(gl.POINTS, dimmed, gl.UNSIGNED_INT, 0);
    gl.uniform1f(uniforms.opacity, 1);
    gl.drawElements(gl.POINTS, order.length - dimmed, gl.UNSIGNED_INT, 4 * dimmed);
    context.clearRect(0, 0, width, height);
    context.drawImage(this.canvas, reach, reach, width, height, 0, 0, width, height);
    return !gl.isContextLost();
  }

  private bufferOf(values: Float32Array | Uint8Array | Uint32Array, target: GLenum): WebGLBuffer {
    const known = this.buffers.get(values);
    if (known) return known;
    const buffer = this.gl.createBuffer();
    this.gl.bindBuffer(target, buffer);
    this.gl.bufferData(target, values, this.gl.STATIC_DRAW);
    this.buffers.set(values, buffer);
    return buffer;
  }

  private textureOf(swatches: readonly Swatch[]): WebGLTexture {
    const known = this.textures.get(swatches);
    if (known) return known;
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    const pixels = new Uint8Array(rgbaOf(swatches.map(({ colour }) => colour)));
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, swatches.length, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
    }
    this.textures.set(swatches, texture);
    return texture;
  }
}

function linkProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('the graphics card was lost');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(gl.getProgramInfoLog(program) ?? 'the shaders do not link');
  }
  return program;
}

function uniformsOf(gl: WebGL2RenderingContext, program: WebGLProgram) {
  const at = (name: string) => gl.getUniformLocation(program, name);
  return {
    centre: at('centre'),
    scale: at('scale'),
    offset: at('offset'),
    size: at('size'),
    reach: at('reach'),
    radius: at('radius'),
    opacity: at('opacity'),
  };
}

/** What draws for a context. */
export function rendererOf(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

let shared: WebglLayer | null | undefined;

/** The layer of all scatters; null where no graphics card draws. */
export function hardwareLayer(): WebglLayer | null {
  if (shared === undefined) shared = openHardware();
  return shared;
}

function openHardware(): WebglLayer | null {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, failIfMajorPerformanceCaveat: true });
  if (!gl || SOFTWARE.test(rendererOf(gl))) return null;
  try {
    return new WebglLayer(canvas, gl);
  } catch {
    // A driver that does not take the shaders: the processor draws the same.
    return null;
  }
}
