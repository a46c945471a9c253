/**
 * Colours of data. Categorical: Okabe & Ito's colour-blind-safe set in its own order (black replaced by the missing grey),
 * fixed by class order, so that a class looks the same in every panel and run. Yellow has a darker twin for white pages.
 */
const OKABE_ITO = ['#E69F00', '#56B4E9', '#009E73', '#F0E442', '#0072B2', '#D55E00', '#CC79A7'] as const;
const YELLOW = '#F0E442';
/** Yellow that can be seen on white. */
export const YELLOW_ON_WHITE = '#C4B000';

export type Shade = 'dark' | 'light';

/** Colours of categories on a page of each shade, in order. */
export const CATEGORY_COLOURS: Record<Shade, readonly string[]> = {
  dark: OKABE_ITO,
  light: OKABE_ITO.map((colour) => (colour === YELLOW ? YELLOW_ON_WHITE : colour)),
};

/** Missing values: drawn first, below everything that has a value. */
export const MISSING: Record<Shade, string> = { dark: '#5A5A5A', light: '#C8C8C8' };

const SHAPES = ['circle', 'diamond', 'triangle', 'square', 'cross', 'triangleDown'] as const;
export type Shape = (typeof SHAPES)[number];

/** Classes beyond this one share the last swatch and are called "other". */
export const MAX_CLASSES = 24;

/** Colour of the n-th category (0-based). Colours repeat after seven, with another shape. */
export function categoryColour(index: number, shade: Shade): string {
  return CATEGORY_COLOURS[shade][index % OKABE_ITO.length] ?? MISSING[shade];
}

/** Shape of the n-th category: seven colours and six shapes make 42 looks, so that colour is never alone. */
export function categoryShape(index: number): Shape {
  return SHAPES[index % SHAPES.length];
}

/** Steps of the continuous scale. */
export const RAMP_STEPS = 64;
/** Anchors of viridis without its darkest end, which dark themes swallow. */
const RAMP: readonly (readonly [number, number, number])[] = [
  [70, 50, 127],
  [54, 92, 141],
  [39, 127, 142],
  [31, 161, 135],
  [74, 194, 109],
  [159, 218, 58],
  [253, 231, 37],
];

/** Colour of `share` (0 to 1) on the continuous scale. */
export function rampColour(share: number): string {
  const position = Math.min(1, Math.max(0, share)) * (RAMP.length - 1);
  const low = Math.min(RAMP.length - 2, Math.floor(position));
  const [a, b] = [RAMP[low] ?? [0, 0, 0], RAMP[low + 1] ?? [0, 0, 0]];
  const mix = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * (position - low));
  return `rgb(${mix(0)}, ${mix(1)}, ${mix(2)})`;
}

/**
 * Colours of lines by score, from the lowest to the highest in `RAMP_STEPS` steps: the same scale, turned so that the highest
 * stand out from a page of either shade, and without the end that is close to the page.
 */
export function lineColours(shade: Shade): string[] {
  return Array.from({ length: RAMP_STEPS }, (_, i) => {
    const share = i / (RAMP_STEPS - 1);
    return rampColour(shade === 'dark' ? share : LIGHT_END * (1 - share));
  });
}

/** Beyond this share the scale is too bright for lines on white. */
const LIGHT_END = 0.86;
