import type { HistoryEntry } from '../run/history.ts';
import type { Metrics, RunFile } from '../run/runFile.ts';
import { apart, isApart } from './findings/apart.ts';
import { belowBaseline } from './findings/baseline.ts';
import { crossModal, withoutScore } from './findings/crossModal.ts';
import type { Finding } from './findings/finding.ts';
import { howScored } from './findings/howScored.ts';
import { labelBlocks, supervised } from './findings/labelBlocks.ts';
import { negativeR2 } from './findings/negativeR2.ts';
import { fewSamples, missingTables } from './findings/samples.ts';
import { selfR2, unlearnt } from './findings/selfR2.ts';
import { swallowed } from './findings/swallowed.ts';
import { keptWeights, trainingCourse } from './findings/trainingCourse.ts';
import { unusedDimensions } from './findings/unusedDimensions.ts';

/**
 * What a run says, most important first: whether it learnt anything, what can be predicted across tables and what cannot,
 * the label, how training went; then what to mind when reading the numbers, and how they were made.
 * @param history lines of history.jsonl; used to see how training went
 */
export function findings(run: RunFile, history: readonly HistoryEntry[]): Finding[] {
  const { metrics, warnings } = run;
  return [
    ...(metrics
      ? [
          ...unlearnt(run, metrics, history),
          ...acrossTables(run, metrics),
          ...labelBlocks(run, metrics),
          ...supervised(run, metrics),
        ]
      : []),
    ...fewSamples(run),
    ...trainingCourse(run, history),
    ...warnings.map((text): Finding => ({ kind: 'caution', text, advice: null })),
    ...(metrics ? [...unusedDimensions(metrics), ...selfR2(metrics)] : []),
    ...missingTables(run),
    ...keptWeights(run),
    ...(metrics || run.status === 'running' ? howScored(run) : []),
  ];
}

function acrossTables(run: RunFile, metrics: Metrics): Finding[] {
  if (isApart(run)) return [...apart(run), ...withoutScore(metrics)];
  return [
    ...crossModal(run, metrics),
    ...withoutScore(metrics),
    ...swallowed(run, metrics),
    ...negativeR2(run, metrics),
    ...belowBaseline(metrics),
  ];
}
