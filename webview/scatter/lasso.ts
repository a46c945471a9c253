import type { Points } from './points.ts';

/** Corners of a closed path in data units: x and y in turn. */
export type Path = readonly number[];

/** Horizontal slices of a path: a point is tested against the edges of its own slice only. */
const SLICES = 512;

/**
 * Which points a lasso holds, by the even-odd rule: a point is inside where a ray from it to the right crosses the path an odd
 * number of times. A point takes as many steps as there are edges at its height, not as there are corners.
 * @returns [points] 1 = drawn and inside
 */
export function insideLasso({ x, y, order }: Points, path: Path): Uint8Array {
  const mask = new Uint8Array(x.length);
  const { left, right, bottom, top } = boundsOf(path);
  if (!(top > bottom)) return mask;
  const sliceOf = (value: number) => Math.min(SLICES - 1, Math.floor(((value - bottom) / (top - bottom)) * SLICES));
  const { starts, edges } = sliceEdges(path, sliceOf);
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    const px = x[i];
    const py = y[i];
    if (px < left || px > right || py < bottom || py > top) continue;
    const slice = sliceOf(py);
    let inside = 0;
    for (let e = starts[slice]; e < starts[slice + 1]; e++) {
      const a = 2 * edges[e];
      const b = (a + 2) % path.length;
      const ay = path[a + 1];
      const by = path[b + 1];
      if (ay > py !== by > py && px < path[a] + ((py - ay) / (by - ay)) * (path[b] - path[a])) inside ^= 1;
    }
    mask[i] = inside;
  }
  return mask;
}

function boundsOf(path: Path) {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < path.length; at += 2) {
    left = Math.min(left, path[at]);
    right = Math.max(right, path[at]);
    bottom = Math.min(bottom, path[at + 1]);
    top = Math.max(top, path[at + 1]);
  }
  return { left, right, bottom, top };
}

/** The edges that touch each slice, one list after another: those of slice s lie from starts[s] to starts[s + 1]. Edge e begins at corner e. */
function sliceEdges(path: Path, sliceOf: (y: number) => number) {
  const count = path.length / 2;
  const spans = Array.from({ length: count }, (_, edge) => {
    const slices = [sliceOf(path[2 * edge + 1]), sliceOf(path[(2 * edge + 3) % path.length])];
    return [Math.min(...slices), Math.max(...slices)];
  });
  const starts = new Uint32Array(SLICES + 1);
  for (const [first, last] of spans) for (let s = first; s <= last; s++) starts[s + 1]++;
  for (let s = 0; s < SLICES; s++) starts[s + 1] += starts[s];
  const edges = new Uint32Array(starts[SLICES]);
  const next = starts.slice();
  spans.forEach(([first, last], edge) => {
    for (let s = first; s <= last; s++) edges[next[s]++] = edge;
  });
  return { starts, edges };
}
