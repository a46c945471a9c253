import type { Metrics } from '../../run/runFile.ts';
import { directionName, formatScore } from '../words.ts';
import { scored, shortList } from './directions.ts';
import { FAINT, type Finding } from './finding.ts';

/** A difference in median R² worth a sentence. */
const NOTABLE = 0.02;

/** Directions in which the model does worse than the simplest thing that one could do. */
export function belowBaseline(metrics: Metrics): Finding[] {
  const beaten = scored(metrics).flatMap(({ source, target, median, baselineMedian: ridge }) =>
    ridge === null || ridge < FAINT || ridge - median <= NOTABLE
      ? []
      : [`${directionName(source, target)} (${formatScore(ridge)} against ${formatScore(median)})`],
  );
  if (beaten.length === 0) return [];
  return [
    {
      kind: 'caution',
      text: `Ridge regression, a linear model of one table from the other, has a higher median R² in ${shortList(beaten)}.`,
      advice: 'More shared dimensions or more epochs may help; for prediction alone the linear model will do.',
    },
  ];
}
