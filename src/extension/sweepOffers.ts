import type { Study } from '../run/study.ts';
import type { SettingValue } from '../run/sweepFile.ts';

/** A setting that "Sweep Settings…" offers to vary. */
export interface SweepOffer {
  /** part of the name of the sweep file */
  readonly name: string;
  readonly label: string;
  readonly detail: string;
  /** The settings that one value stands for: several where they belong together. */
  paths(study: Study): readonly string[];
  /** What to try, the study's own value among it. */
  suggest(study: Study): readonly SettingValue[];
}

/** Models and cohorts are chosen from lists; these are typed. */
export const TYPED_OFFERS: readonly SweepOffer[] = [
  {
    name: 'shared',
    label: 'Shared dimensions',
    detail: 'how much the tables may have in common',
    paths: () => ['model.shared'],
    suggest: ({ model }) => withOwn([1, 2, 5, 10], model.shared),
  },
  {
    name: 'private',
    label: 'Private dimensions',
    detail: 'how much may belong to one table alone; 0: nothing',
    paths: () => ['model.private'],
    suggest: ({ model }) => withOwn([0, 2, 5], model.private),
  },
  {
    name: 'beta',
    label: 'Weight of the Kullback-Leibler terms (β)',
    detail: 'a number, or one that changes linearly over the epochs',
    paths: () => ['training.beta'],
    suggest: ({ training }) => withOwn([0.1, 1], training.beta),
  },
  {
    name: 'hidden',
    label: 'Hidden layers',
    detail: 'units of each, from the table inwards',
    paths: () => ['model.hidden'],
    suggest: ({ model }) => withOwn([[64], [128], [128, 64]], model.hidden),
  },
  {
    name: 'features',
    label: 'Number of features',
    detail: 'of each table those with the largest variance among training samples',
    paths: ({ modalities }) => modalities.map(({ name }) => `modalities.${name}.topVariance`),
    suggest: () => [100, 500, 2000],
  },
];

/** Numbers in their order; where not all are numbers, the study's own value comes last. */
function withOwn(values: readonly SettingValue[], own: SettingValue): readonly SettingValue[] {
  if (values.some((value) => JSON.stringify(value) === JSON.stringify(own))) return values;
  const all = [...values, own];
  return all.every((value) => typeof value === 'number') ? all.sort((a, b) => a - b) : all;
}
