import type { Group } from '../../src/run/groups.ts';
import { freeName } from '../../src/run/mergeGroups.ts';
import type { CategoricalColumn, R2Scores } from '../../src/run/runData.ts';
import type { FeatureSelection, SampleSelection } from './selection.ts';

/** A group as this run has it. */
export type GroupMembers =
  | {
      readonly of: 'samples';
      /** [samples] 1 = in the group */
      readonly mask: Uint8Array;
      readonly count: number;
      /** ids that the run does not have */
      readonly gone: readonly string[];
    }
  | {
      readonly of: 'features';
      readonly modality: string;
      readonly names: readonly string[];
      readonly count: number;
      readonly gone: readonly string[];
    };

/** Finds the samples or features of a group among those of the run. */
export function groupMembers(group: Group, sampleIds: readonly string[], r2: R2Scores | null): GroupMembers {
  const { features } = group;
  if (features) {
    const known = new Set(r2?.targets.find(({ name }) => name === features.modality)?.features);
    const names = features.names.filter((name) => known.has(name));
    const gone = features.names.filter((name) => !known.has(name));
    return { of: 'features', modality: features.modality, names, count: names.length, gone };
  }
  const left = new Set(group.samples);
  const mask = new Uint8Array(sampleIds.length);
  let count = 0;
  for (let i = 0; i < mask.length; i++) {
    if (!left.delete(sampleIds[i])) continue;
    mask[i] = 1;
    count++;
  }
  return { of: 'samples', mask, count, gone: [...left] };
}

/** The groups of samples as a column to colour by; null where there is none. A sample in more than one is in "several". */
export function groupColumn(groups: readonly Group[], sampleIds: readonly string[]): CategoricalColumn | null {
  const named = groups.filter(({ samples }) => samples !== null);
  if (named.length === 0) return null;
  const several = named.length;
  const codes = new Int32Array(sampleIds.length).fill(-1);
  for (const [code, group] of named.entries()) {
    const ids = new Set(group.samples);
    for (let i = 0; i < codes.length; i++) {
      if (ids.has(sampleIds[i])) codes[i] = codes[i] === -1 ? code : several;
    }
  }
  const classes = named.map(({ name }) => name);
  if (codes.includes(several)) classes.push(freeName('several', new Set(classes)));
  return { kind: 'categorical', name: 'saved groups', classes, codes };
}

/** The selected samples or features under a name. */
export function groupOfSamples(name: string, { mask }: SampleSelection, sampleIds: readonly string[]): Group {
  return { name, samples: sampleIds.filter((_, i) => mask[i] === 1), features: null };
}

export function groupOfFeatures(name: string, { modality, names }: FeatureSelection): Group {
  return { name, samples: null, features: { modality, names: [...names] } };
}

/** Why a group cannot have this name; null where it can. */
export function nameProblem(name: string, groups: readonly Group[]): string | null {
  if (name.trim() === '') return 'A group needs a name.';
  return groups.some((group) => group.name === name.trim()) ? 'There is a group of this name.' : null;
}
