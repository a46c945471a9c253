import type { Metrics, RunFile } from '../../run/runFile.ts';
import { scored, withMedians } from './directions.ts';
import type { Finding } from './finding.ts';

/** Nearer to 0 a median is 0 in two decimals. */
const NEAR = 0.005;

/** What a median R² below 0 means, once for all directions, and what to try. */
export function negativeR2({ study, objective }: RunFile, metrics: Metrics): Finding[] {
  const negative = scored(metrics).filter(({ median }) => median < -NEAR);
  if (negative.length === 0) return [];
  const crosses = objective.paths.some(({ from, to }) => to !== 'label' && !from.includes(to));
  return [
    {
      kind: 'caution',
      text:
        `Median R² is below 0 in ${withMedians(negative)}: for most features the prediction is worse than always answering ` +
        `the feature's mean.`,
      advice: crosses
        ? 'Read these features as not predictable, but for those at the top of the ranked table; fewer, more variable features ' +
          '("topVariance") or smaller "hidden" layers make for safer predictions.'
        : `${study.model.name} never trains to predict one table from another alone; mmvae++, mmvae and mopoe do.`,
    },
  ];
}
