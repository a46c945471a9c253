import type { Box, Tool } from '../state/choice.ts';

/** Pixels from the left and top edge of the plot. */
export type Place = readonly [number, number];

/** What the pointer does between press and release. */
export type Drag =
  | { readonly tool: 'pan'; readonly from: Place; readonly box: Box }
  | { readonly tool: 'lasso'; readonly from: Place; readonly path: readonly Place[] }
  | { readonly tool: 'box'; readonly from: Place; readonly to: Place };

/** A press that moves no further than this many pixels is a click. */
const STILL = 3;
/** Pixels between two corners of a lasso. */
const CORNER = 2;

export function beginDrag(tool: Tool, at: Place, box: Box): Drag {
  switch (tool) {
    case 'pan':
      return { tool, from: at, box };
    case 'lasso':
      return { tool, from: at, path: [at] };
    case 'box':
      return { tool, from: at, to: at };
  }
}

/** A selecting drag that goes on to a place. */
export function extendDrag(drag: Drag, at: Place): Drag {
  if (drag.tool === 'box') return { ...drag, to: at };
  if (drag.tool === 'pan') return drag;
  const last = drag.path.at(-1) ?? drag.from;
  return distance(last, at) < CORNER ? drag : { ...drag, path: [...drag.path, at] };
}

/** Whether a drag that ends here went anywhere. */
export function isClick(drag: Drag, at: Place): boolean {
  const places = drag.tool === 'lasso' ? [...drag.path, at] : [at];
  return places.every((place) => distance(drag.from, place) <= STILL);
}

/** The corners of what a drag encloses. */
export function corners(drag: Drag): readonly Place[] {
  if (drag.tool === 'lasso') return drag.path;
  if (drag.tool === 'pan') return [];
  const { from, to } = drag;
  return [from, [to[0], from[1]], to, [from[0], to[1]]];
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
