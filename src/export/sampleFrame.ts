import type { Group } from '../run/groups.ts';
import type { Latents } from '../run/runData.ts';
import { distinctColumns, type Frame, type FrameColumn } from './frame.ts';

/** What a run knows of its samples besides latents: split, labels, saved groups, how badly each modality is rebuilt. */
export function sampleFrame({ sampleIds, split, labels, errors }: Latents, groups: readonly Group[]): Frame {
  const columns: FrameColumn[] = [split, ...labels];
  for (const { name, samples } of groups) {
    if (samples) columns.push({ kind: 'boolean', name, values: membership(sampleIds, samples) });
  }
  for (const { modality, values } of errors) {
    columns.push({ kind: 'continuous', name: `reconstruction_error_${modality}`, values });
  }
  return { names: sampleIds, columns: distinctColumns(columns) };
}

/** Which of `names` are among `members`: [names] of 1 and 0. */
export function membership(names: readonly string[], members: readonly string[]): Uint8Array {
  const inside = new Set(members);
  return Uint8Array.from(names, (name) => (inside.has(name) ? 1 : 0));
}
