import type { Group } from '../run/groups.ts';
import type { FeatureStatistics, R2Scores } from '../run/runData.ts';
import { distinctColumns, type Frame, type FrameColumn } from './frame.ts';
import { membership } from './sampleFrame.ts';

type Target = R2Scores['targets'][number];

/** What r2.csv calls the statistics of a feature. */
const STATISTICS: readonly (readonly [keyof FeatureStatistics, string])[] = [
  ['low', 'r2_low'],
  ['high', 'r2_high'],
  ['baseline', 'baseline_r2'],
  ['nullR2', 'null_r2'],
  ['p', 'p'],
  ['q', 'q'],
];
const VERDICTS = ['shared', 'private', 'neither'] as const;

/**
 * What a run knows of the features of some modalities, one after the other: `r2_from_<source>` with its interval, baseline,
 * null, p and q; `r2_self`; which block explains the feature; saved groups. NaN where there is no such score.
 * Rows are named by the features, or `modality:feature` where two modalities have a feature of the same name.
 */
export function featureFrame(scores: R2Scores, modalities: readonly string[], groups: readonly Group[]): Frame {
  const targets = modalities.flatMap((modality) => scores.targets.filter(({ name }) => name === modality));
  const features = targets.flatMap((target) => target.features);
  const modality = targets.flatMap(({ name, features }) => features.map(() => name));
  const unique = new Set(features).size === features.length;
  const columns: FrameColumn[] = [];
  if (targets.length > 1) {
    const names = targets.map(({ name }) => name);
    const codes = Int32Array.from(modality, (name) => names.indexOf(name));
    columns.push({ kind: 'categorical', name: 'modality', classes: names, codes });
    columns.push({ kind: 'text', name: 'feature', values: features });
  }
  columns.push(...scoreColumns(scores, targets), ...verdictColumns(targets));
  for (const { name, features: group } of groups) {
    if (!group || !modalities.includes(group.modality)) continue;
    const inside = membership(features, group.names).map((is, d) => (modality[d] === group.modality ? is : 0));
    columns.push({ kind: 'boolean', name, values: inside });
  }
  return {
    names: unique ? features : features.map((feature, d) => `${modality[d]}:${feature}`),
    columns: distinctColumns(columns),
  };
}

function scoreColumns({ pairs }: R2Scores, targets: readonly Target[]): FrameColumn[] {
  const numbers = (name: string, of: (target: Target) => Float32Array | undefined): FrameColumn => ({
    kind: 'continuous',
    name,
    values: joined(targets, of),
  });
  const within = pairs.filter(({ target }) => targets.some(({ name }) => name === target));
  const columns = [numbers('r2_self', ({ self }) => self)];
  for (const source of new Set(within.map((pair) => pair.source))) {
    const pairOf = ({ name }: Target) => within.find((pair) => pair.source === source && pair.target === name);
    columns.push(numbers(`r2_from_${source}`, (target) => pairOf(target)?.r2));
    if (!within.some((pair) => pair.source === source && pair.statistics)) continue;
    for (const [key, title] of STATISTICS) {
      columns.push(numbers(`${title}_from_${source}`, (target) => pairOf(target)?.statistics?.[key]));
    }
  }
  return columns;
}

/** The shares of a feature's held-out variance that each block explains, and the block that the verdict names. */
function verdictColumns(targets: readonly Target[]): FrameColumn[] {
  if (!targets.some(({ verdicts }) => verdicts)) return [];
  const shares = VERDICTS.map((block): FrameColumn => {
    const values = joined(targets, ({ verdicts }) => verdicts?.[block]);
    return { kind: 'continuous', name: `share_${block}`, values };
  });
  const verdicts = targets.flatMap(({ features, verdicts }) => verdicts?.verdict ?? features.map(() => null));
  const codes = Int32Array.from(verdicts, (verdict) => (verdict ? VERDICTS.indexOf(verdict) : -1));
  return [...shares, { kind: 'categorical', name: 'verdict', classes: VERDICTS, codes }];
}

/** The features of all targets one after the other: [features]; NaN for those of a target without values. */
function joined(targets: readonly Target[], of: (target: Target) => Float32Array | undefined): Float32Array {
  const values = new Float32Array(targets.reduce((sum, { features }) => sum + features.length, 0)).fill(Number.NaN);
  let at = 0;
  for (const target of targets) {
    const some = of(target);
    if (some) values.set(some, at);
    at += target.features.length;
  }
  return values;
}
