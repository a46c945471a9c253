import { useEffect, useMemo } from 'preact/hooks';
import { blockName, formatCount, formatShare, plural } from '../../src/report/words.ts';
import type { LatentBlock, Latents, Umap } from '../../src/run/runData.ts';
import type { RunFile } from '../../src/run/runFile.ts';
import { askUmap } from '../state/asks.ts';
import { type Choice, currentProjection, type Projection } from '../state/choice.ts';
import { fitPca, type Pca, project } from '../state/pca.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { useLast } from './useLast.ts';
import { type Waiting, waitingFor } from './waiting.tsx';

/** Where the samples of a block are drawn. */
export interface Layout {
  /** [samples]; NaN where the sample lacks the block */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly xTitle: string;
  /** null where the axis only spreads the points */
  readonly yTitle: string | null;
  /** names this layout among those of all blocks */
  readonly key: string;
  /** how the layout was made, where the axes do not say it; empty = nothing to add */
  readonly note: string;
}

export interface BlockLayout {
  readonly projection: Projection;
  /** what each axis can show, in words: dimensions or components; none of a UMAP */
  readonly axes: readonly string[];
  /** null until it is there */
  readonly layout: Layout | null;
  readonly waiting: Waiting | null;
}

/** The chosen layout of a block; a UMAP is asked for. */
export function useLayout(store: Store, state: State, latents: Latents, run: RunFile, block: LatentBlock): BlockLayout {
  const projection = currentProjection(block, state.choice);
  const { by } = projection;
  const [a, b] = projection.by === 'umap' ? [0, 0] : [projection.x, projection.y];
  const umap = useUmap(store, state, latents, by === 'umap' ? block : null);
  const pca = useMemo(() => (by === 'pca' ? fitPca(block.dimensions) : null), [by, block]);
  const axes = useMemo(() => axisTitles(block, by, pca, run), [block, by, pca, run]);
  const layout = useMemo((): Layout | null => {
    if (by === 'umap') return umap.map && umapLayout(block, umap.map);
    const values = (axis: number) => (pca ? project(block.dimensions, pca, axis) : block.dimensions[axis]);
    const x = values(a);
    const flat = block.dimensions.length === 1;
    return {
      x,
      y: flat ? spread(x) : values(b),
      xTitle: axes[a],
      yTitle: flat ? null : axes[b],
      key: [block.name, by, a, b].join('/'),
      note: flat ? 'one dimension, spread upwards only to separate the points' : '',
    };
  }, [block, by, a, b, pca, axes, umap.map]);
  return { projection, axes, layout, waiting: umap.waiting };
}

/** @param block null = no UMAP is wanted */
function useUmap(
  store: Store,
  state: State,
  { sampleIds }: Latents,
  block: LatentBlock | null,
): { readonly map: Umap | null; readonly waiting: Waiting | null } {
  const name = block?.name ?? null;
  const known = name === null ? undefined : state.asked.umap.get(name);
  useEffect(() => {
    if (name !== null && !known) store.ask(askUmap(name));
  }, [store, name, known]);
  const here = known?.status === 'here' ? { map: known.content, sampleIds } : null;
  // While training, the map before stays until the new one is made, as long as the rows mean the same samples.
  const last = useLast(here);
  const kept = useMemo(
    () =>
      last && (last.sampleIds === sampleIds || last.sampleIds.join('\n') === sampleIds.join('\n')) ? last.map : null,
    [last, sampleIds],
  );
  if (name === null) return { map: null, waiting: null };
  if (here) return { map: here.map, waiting: null };
  const waiting = waitingFor(store, askUmap(name), known, `Laying out ${blockName(name)}…`);
  return { map: kept?.block === name ? kept : null, waiting };
}

function umapLayout(block: LatentBlock, { x, y, fitted, samples, neighbours, seed }: Umap): Layout {
  const fit = fitted < samples ? `, fitted on ${formatCount(fitted)} of ${plural(samples, 'sample')}` : '';
  return {
    x,
    y,
    xTitle: 'UMAP 1',
    yTitle: 'UMAP 2',
    key: `${block.name}/umap`,
    note: `UMAP of ${block.dimensions.length} dimensions${fit}; ${plural(neighbours, 'neighbour')}, seed ${seed}`,
  };
}

function axisTitles(block: LatentBlock, by: Projection['by'], pca: Pca | null, run: RunFile): readonly string[] {
  if (by === 'umap') return [];
  if (pca) return Array.from(pca.shares, (share, i) => `PC ${i + 1} (${formatShare(share)})`);
  const unused = new Set(
    (run.metrics?.dimensions ?? [])
      .filter((entry) => entry.block === block.name && !entry.used)
      .map((entry) => entry.dimension),
  );
  return block.dimensions.map((_, i) => `dimension ${i + 1}${unused.has(i + 1) ? ' (unused)' : ''}`);
}

/** Heights that separate the points of a one-dimensional block: the same for a sample at every update. */
function spread(x: Float32Array): Float32Array {
  return x.map((value, i) => (Number.isNaN(value) ? value : ((i * 0.618034) % 1) - 0.5));
}

/** Lays a block out in another way. */
export function chooseProjection(store: Store, block: LatentBlock, projection: Projection): void {
  const choice: Choice = store.state.choice;
  store.choose({ projection: { ...choice.projection, [block.name]: projection } });
}
