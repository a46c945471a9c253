import type { Box } from '../state/choice.ts';
import type { Swatch } from '../state/colouring.ts';
import type { View } from './viewBox.ts';

/** Points as they are drawn. */
export interface Points {
  /** [points] data units; NaN = no place */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** [points] index into swatches; 0 = missing */
  readonly codes: Uint8Array;
  readonly swatches: readonly Swatch[];
  /** [drawn] points from the lowest to the topmost: missing ones below, selected ones on top */
  readonly order: Uint32Array;
  /** how many of the order stand back, because others are selected: the first ones */
  readonly dimmed: number;
}

interface Options {
  /** codes switched off in the legend */
  readonly hidden: ReadonlySet<number>;
  /** [points] 1 = selected; null = nothing selected, and none stands back */
  readonly selected: Uint8Array | null;
}

const LAYERS = 4;

/** Leaves out the points that have no place or are switched off, and puts the others in layers. */
export function arrangePoints(
  { x, y, codes, swatches }: Pick<Points, 'x' | 'y' | 'codes' | 'swatches'>,
  { hidden, selected }: Options,
): Points {
  const off = Uint8Array.from(swatches, (_, code) => Number(hidden.has(code)));
  const chosen = selected?.length === x.length ? selected : null;
  const layerOf = (i: number): number => {
    const code = codes[i];
    if (off[code] === 1 || Number.isNaN(x[i]) || Number.isNaN(y[i])) return -1;
    return (code === 0 ? 0 : 1) + (chosen?.[i] === 1 ? 2 : 0);
  };
  const next = new Uint32Array(LAYERS + 1);
  for (let i = 0; i < x.length; i++) next[layerOf(i) + 1]++;
  // Those that are left out were counted in front: the layers begin after none of them.
  next[0] = 0;
  for (let layer = 1; layer <= LAYERS; layer++) next[layer] += next[layer - 1];
  const order = new Uint32Array(next[LAYERS]);
  const dimmed = chosen ? next[2] : 0;
  for (let i = 0; i < x.length; i++) {
    const layer = layerOf(i);
    if (layer >= 0) order[next[layer]++] = i;
  }
  return { x, y, codes, swatches, order, dimmed };
}

/** Index of the topmost of the nearest points to a pixel, or -1 where none is within `reach` pixels. */
export function nearest({ x, y, order }: Points, view: View, at: readonly [number, number], reach: number): number {
  let best = -1;
  let limit = reach * reach;
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    const dx = x[i] * view.scaleX + view.left - at[0];
    const dy = y[i] * view.scaleY + view.top - at[1];
    const distance = dx * dx + dy * dy;
    if (distance <= limit) {
      best = i;
      limit = distance;
    }
  }
  return best;
}

/** [points] 1 = drawn and inside the box. */
export function insideBox({ x, y, order }: Points, box: Box): Uint8Array {
  const mask = new Uint8Array(x.length);
  for (const i of order) {
    if (x[i] >= box.x[0] && x[i] <= box.x[1] && y[i] >= box.y[0] && y[i] <= box.y[1]) mask[i] = 1;
  }
  return mask;
}

/** How many points are drawn inside the box. */
export function countInside({ x, y, order }: Points, box: Box): number {
  const [left, right] = box.x;
  const [bottom, top] = box.y;
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    if (x[i] >= left && x[i] <= right && y[i] >= bottom && y[i] <= top) count++;
  }
  return count;
}
