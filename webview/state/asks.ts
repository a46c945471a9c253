import type { ViewerAsk } from '../../src/run/viewerMessages.ts';
import { type SampleSelection, selectedRows } from './selection.ts';

type Ask<K extends ViewerAsk['about']> = Extract<ViewerAsk, { about: K }>;

/** Held-out predictions of one feature. */
export function askPrediction(source: string, target: string, feature: string): Ask<'prediction'> {
  return { about: 'prediction', id: JSON.stringify([source, target, feature]), source, target, feature };
}

/** One feature of every sample. */
export function askValues(modality: string, feature: string): Ask<'values'> {
  return { about: 'values', id: JSON.stringify([modality, feature]), modality, feature };
}

/** A block laid out by UMAP. */
export function askUmap(block: string): Ask<'umap'> {
  return { about: 'umap', id: block, block };
}

const idOf = new WeakMap<Uint8Array, string>();
let masks = 0;

/** What distinguishes the selected samples from the others. */
export function askDistinction(samples: SampleSelection): Ask<'distinction'> {
  const id = idOf.get(samples.mask) ?? String(masks++);
  idOf.set(samples.mask, id);
  return { about: 'distinction', id, rows: selectedRows(samples) };
}
