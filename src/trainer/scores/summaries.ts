import { distributionOf } from '../../evaluation/distribution.ts';
import { isPredictable } from '../../evaluation/predictable.ts';
import { mean } from '../../math/statistics.ts';
import type { KlTerm } from '../../model/objectives/objective.ts';
import type { HistoryEntry } from '../../run/history.ts';
import type { R2Scores } from '../../run/runData.ts';
import type { Metrics } from '../../run/runFile.ts';
import type { Epoch } from '../fitEpochs.ts';
import type { StageModel } from '../stageModel.ts';
import type { HeldOutScores } from './heldOutScores.ts';

/** One line of history.jsonl. @param seconds since the run began */
export function historyEntry(
  { stage, plan }: StageModel,
  epoch: Epoch,
  seconds: number,
  scores: R2Scores | null,
): HistoryEntry {
  const { paths, kl } = plan;
  return {
    stage: stage.index,
    epoch: epoch.epoch,
    loss: epoch.loss,
    reconstruction: paths.map(({ from, subset, to }, p) => ({
      from: sourceName(from, subset),
      to,
      nll: epoch.reconstruction[p],
    })),
    kl: kl.map((term, k) => ({ posterior: termName(term), value: epoch.kl[k] })),
    beta: epoch.beta,
    seconds: Math.round(seconds * 1000) / 1000,
    ...(scores && {
      r2: scores.pairs.map(({ source, target, r2 }) => ({ source, target, median: distributionOf(r2).median })),
    }),
  };
}

/** "rna+adt: shared rna adt", and "to mixture" or "of mixture" where a mixture takes part. */
function termName({ posterior, subset, blocks, prior, density }: KlTerm): string {
  const mixture = prior === 'mixture' ? ', to mixture' : density === 'mixture' ? ', of mixture' : '';
  return `${sourceName(posterior, subset)}: ${blocks.join(' ')}${mixture}`;
}

function sourceName(from: readonly string[], subset: KlTerm['subset']): string {
  return `${subset === 'random' ? 'some of ' : ''}${from.join('+')}`;
}

/** Summaries of every direction, and of each modality from itself. */
export function summary({ pairs, targets }: R2Scores, scores: HeldOutScores): Metrics['r2'] {
  const all = [
    ...pairs,
    ...targets.map(({ name, self }) => ({ source: name, target: name, r2: self, statistics: null })),
  ];
  return all.map(({ source, target, r2, statistics }) => {
    const predictable = statistics && r2.filter((value, d) => isPredictable(value, statistics.q[d]));
    return {
      source,
      target,
      samples: scores.samples(source, target),
      ...distributionOf(r2),
      predictable: predictable?.length ?? null,
      predictableMedian: predictable && distributionOf(predictable).median,
      baselineMedian: statistics && distributionOf(statistics.baseline).median,
    };
  });
}

/** One number for "best": the mean over directions of the median R². */
export function meanOfMedians({ pairs }: R2Scores): number {
  const score = mean(
    pairs.filter(({ source }) => source !== 'all').map(({ r2 }) => distributionOf(r2).median ?? Number.NaN),
  );
  return Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
}
