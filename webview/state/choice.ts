import type { LabelColumn, LatentBlock, Latents, R2Scores } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import type { ProfileSort } from './profileOrder.ts';
import { BEST_FIRST, type Sort } from './ranking.ts';
import type { SavedSelection } from './selection.ts';

/** A rectangle in data units. */
export interface Box {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** What the user chose; null where nothing was chosen and the viewer decides. Plain JSON: it outlives the page. */
export interface Choice {
  /** the block drawn large */
  readonly block: string | null;
  /** how each block is laid out, by its name; absent = its first two dimensions */
  readonly projection: Readonly<Record<string, Projection>>;
  readonly colour: ColourBy | null;
  /** the label column that stands for the samples where another colour is drawn as well; null = that of the study */
  readonly label: string | null;
  /** how continuous colours are spread, by the key of what they show */
  readonly scale: Readonly<Record<string, ValueScale>>;
  /** classes switched off in the legend, by the key of what they show */
  readonly hidden: Readonly<Record<string, readonly string[]>>;
  /** zoom by plot; absent = everything in view */
  readonly zoom: Readonly<Record<string, Box>>;
  readonly direction: { readonly source: string; readonly target: string } | null;
  readonly feature: string | null;
  readonly search: string;
  readonly sort: Sort;
  /** the ranked table lists features with the verdict "shared" only */
  readonly onlyShared: boolean;
  /** and selected features only, while there are any */
  readonly onlySelected: boolean;
  readonly heatmapOrder: 'ranked' | 'clustered';
  /** what a drag over points does */
  readonly tool: Tool;
  readonly selection: SavedSelection | null;
  /** of figures saved as PNG */
  readonly dpi: PngDpi;
  /** folders of the runs that are compared: the host finds them again by these */
  readonly compared: readonly string[];
  /** folders of the two runs that are drawn against each other */
  readonly against: { readonly x: string; readonly y: string } | null;
  /** files that the page "Analyze Dataset" looks at */
  readonly dataset: readonly string[] | null;
  /** the table whose features that page lists */
  readonly table: string | null;
  readonly profileSort: ProfileSort;
}

export const PNG_DPI = [150, 300, 600] as const;
export type PngDpi = (typeof PNG_DPI)[number];

export type Tool = 'lasso' | 'box' | 'pan';

/** How a latent block is laid out in two dimensions. */
export type Projection =
  | { readonly by: 'dimensions'; readonly x: number; readonly y: number }
  /** principal components of the block, by index */
  | { readonly by: 'pca'; readonly x: number; readonly y: number }
  | { readonly by: 'umap' };

/** What colours the samples. */
export type ColourBy =
  | { readonly by: 'label'; readonly name: string }
  | { readonly by: 'feature'; readonly modality: string; readonly feature: string }
  | { readonly by: 'error'; readonly modality: string }
  | { readonly by: 'split' };

/** How values become colours: between two limits, which may be open. */
export interface ValueScale {
  readonly log: boolean;
  /** null = the smallest value, or the quantile that clipping leaves */
  readonly low: number | null;
  readonly high: number | null;
  /** leaves out the outermost 1 % on both sides, where no limit is set */
  readonly clip: boolean;
}

export const NO_CHOICE: Choice = {
  block: null,
  projection: {},
  colour: null,
  label: null,
  scale: {},
  hidden: {},
  zoom: {},
  direction: null,
  feature: null,
  search: '',
  sort: BEST_FIRST,
  onlyShared: false,
  onlySelected: false,
  heatmapOrder: 'ranked',
  tool: 'lasso',
  selection: null,
  dataset: null,
  table: null,
  profileSort: { by: 'place', descending: false },
  dpi: 300,
  compared: [],
  against: null,
};

/** A saved choice; anything else gives the defaults. */
export function readChoice(saved: unknown): Choice {
  return typeof saved === 'object' && saved !== null ? { ...NO_CHOICE, ...saved } : NO_CHOICE;
}

/** The blocks that can be drawn: a model may have none of a kind. */
export function drawnBlocks(latents: Latents): readonly LatentBlock[] {
  return latents.blocks.filter(({ dimensions }) => dimensions.length > 0);
}

/** The chosen block, or the shared one. */
export function currentBlock(latents: Latents, choice: Choice): LatentBlock | null {
  const blocks = drawnBlocks(latents);
  return blocks.find(({ name }) => name === choice.block) ?? blocks[0] ?? null;
}

/** A UMAP of fewer dimensions would only bend what two axes show as it is. */
export const UMAP_DIMENSIONS = 3;

/** How a block is laid out: the choice as far as the block has the dimensions for it, else its first two. */
export function currentProjection({ name, dimensions }: LatentBlock, choice: Choice): Projection {
  const chosen = choice.projection[name] ?? { by: 'dimensions', x: 0, y: 1 };
  if (chosen.by === 'umap') {
    return dimensions.length < UMAP_DIMENSIONS ? { by: 'dimensions', x: 0, y: 1 } : chosen;
  }
  const last = dimensions.length - 1;
  return { by: last === 0 ? 'dimensions' : chosen.by, x: Math.min(chosen.x, last), y: Math.min(chosen.y, last) };
}

/** What colours the samples: the choice, where the run has it, else the label; null where the run has no labels. */
export function currentColour(latents: Latents, run: RunFile, choice: Choice): ColourBy | null {
  const { colour } = choice;
  if (colour?.by === 'feature' || colour?.by === 'split') return colour;
  if (colour?.by === 'error' && latents.errors.some(({ modality }) => modality === colour.modality)) return colour;
  const label = colour?.by === 'label' && findLabel(latents, colour.name) ? colour.name : null;
  const name = label ?? currentLabel(latents, run, choice);
  return name === null ? null : { by: 'label', name };
}

/** The column that stands for the samples: the chosen one, else that of the study, else the first; null where there is none. */
export function currentLabel(latents: Latents, run: RunFile, choice: Choice): string | null {
  const wanted = [choice.label, run.labels?.column ?? null];
  return wanted.find((name) => name !== null && findLabel(latents, name)) ?? latents.labels[0]?.name ?? null;
}

export function findLabel(latents: Latents, name: string): LabelColumn | null {
  return latents.labels.find((label) => label.name === name) ?? null;
}

/** What a plot shows; null = everything. @param plot its key in `zoom` */
export function zoomTo({ zoom }: Choice, plot: string, box: Box | null): Pick<Choice, 'zoom'> {
  const { [plot]: _, ...others } = zoom;
  return { zoom: box ? { ...others, [plot]: box } : others };
}

/** One text for each thing that can colour the samples: what `scale` and `hidden` are kept by. */
export function colourKey(colour: ColourBy | null): string {
  switch (colour?.by) {
    case undefined:
      return '';
    case 'split':
      return 'split';
    case 'label':
      return JSON.stringify([colour.by, colour.name]);
    case 'error':
      return JSON.stringify([colour.by, colour.modality]);
    case 'feature':
      return JSON.stringify([colour.by, colour.modality, colour.feature]);
  }
}

export type Pair = R2Scores['pairs'][number];
export type Target = R2Scores['targets'][number];

/** The chosen direction, or the one with the highest median. */
export function currentPair(r2: R2Scores, run: RunFile, choice: Choice): Pair | null {
  const find = (source: string, target: string) =>
    r2.pairs.find((pair) => pair.source === source && pair.target === target) ?? null;
  if (choice.direction) {
    const chosen = find(choice.direction.source, choice.direction.target);
    if (chosen) return chosen;
  }
  const ranked = (run.metrics?.r2 ?? [])
    .filter(({ source, target }) => source !== target && source !== 'all')
    .sort((a, b) => (b.median ?? Number.NEGATIVE_INFINITY) - (a.median ?? Number.NEGATIVE_INFINITY));
  for (const { source, target } of ranked) {
    const pair = find(source, target);
    if (pair) return pair;
  }
  return r2.pairs[0] ?? null;
}

export function targetOf(r2: R2Scores, pair: Pair): Target | null {
  return r2.targets.find(({ name }) => name === pair.target) ?? null;
}

/** The chosen feature's index in the target, else the best predicted one; -1 where no feature has a score. */
export function currentFeature(pair: Pair, target: Target, choice: Choice): number {
  const chosen = choice.feature === null ? -1 : target.features.indexOf(choice.feature);
  return chosen >= 0 ? chosen : bestIndex(pair.r2);
}

function bestIndex(values: Float32Array): number {
  let best = -1;
  let top = Number.NEGATIVE_INFINITY;
  for (const [index, value] of values.entries()) {
    if (value > top) [best, top] = [index, value];
  }
  return best;
}
