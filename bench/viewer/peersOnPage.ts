import { parse, View } from 'vega';
import { compile } from 'vega-lite';

/** Points of two groups, the same for the same count. */
function cloud(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    x: Math.sin(i * 12.9898) + ((i * 0.618034) % 1),
    y: Math.cos(i * 78.233) + ((i * 0.754878) % 1),
    group: i % 2 === 0 ? 'a' : 'b',
  }));
}

const SIZE = { width: 800, height: 336 };

/** Vega-Lite's own scatter on a canvas. @returns milliseconds of the first picture, and of each step of a pan */
async function vegaLite(count: number, steps: number) {
  const { spec } = compile({
    ...SIZE,
    data: { values: cloud(count) },
    params: [
      { name: 'left', value: -1 },
      { name: 'right', value: 2 },
    ],
    mark: { type: 'point', filled: true, size: 9 },
    encoding: {
      x: { field: 'x', type: 'quantitative', scale: { domain: [{ expr: 'left' }, { expr: 'right' }] } },
      y: { field: 'y', type: 'quantitative' },
      color: { field: 'group', type: 'nominal' },
    },
  });
  const start = performance.now();
  const view = new View(parse(spec), { renderer: 'canvas', container: document.body });
  await view.runAsync();
  const first = await shown(start);
  const pans: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const begin = performance.now();
    const by = step / 50;
    await view
      .signal('left', by - 1)
      .signal('right', by + 2)
      .runAsync();
    pans.push(await shown(begin));
  }
  view.finalize();
  return { first, pans };
}

/** What one writes first: a rectangle a point. */
async function rectangles(count: number, steps: number) {
  const points = cloud(count);
  const canvas = document.body.appendChild(Object.assign(document.createElement('canvas'), SIZE));
  const context = canvas.getContext('2d');
  const draw = async (by: number) => {
    const begin = performance.now();
    context?.clearRect(0, 0, SIZE.width, SIZE.height);
    for (const { x, y, group } of points) {
      if (context) context.fillStyle = group === 'a' ? '#e69f00' : '#56b4e9';
      context?.fillRect((x + 1 + by) * 250, (y + 1) * 110, 3, 3);
    }
    return shown(begin);
  };
  const first = await draw(0);
  const pans: number[] = [];
  for (let step = 1; step <= steps; step++) pans.push(await draw(step / 50));
  canvas.remove();
  return { first, pans };
}

/** Milliseconds from a moment to the frame after the next: what was drawn by then is on the screen. */
function shown(since: number): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - since)));
  });
}

const peers = { vegaLite, rectangles };
export type Peers = typeof peers;
Object.assign(window, { peers });
