import { meanAndSpread, type SeedSummary } from '../report/seedSummary.ts';
import { formatInterval, formatScore, plural } from '../report/words.ts';
import { textTable } from './textTable.ts';

/** Scores of several seeds, for a terminal. @param two of two modalities "all others" is the other one */
export function seedTable({ runs, scores }: SeedSummary, two: boolean): string[] {
  const rows = scores
    .filter(({ group, name }) => group === 'median R²' && !(two && name.startsWith('all → ')))
    .map((score) => [
      score.name,
      formatScore(score.median),
      formatInterval(score.min, score.max),
      meanAndSpread(score),
    ]);
  const areas = scores.filter(({ group }) => group === 'AUC').map((score) => [score.name, meanAndSpread(score)]);
  return [
    `Median held-out R² over features, ${plural(runs.length, 'seed')}`,
    ...textTable([['source → target', 'median', 'range', 'mean ± sd'], ...rows], ['left', 'right', 'right', 'right']),
    ...(areas.length > 0
      ? ['', ...textTable([['AUC by latent block', 'mean ± sd'], ...areas], ['left', 'right'])]
      : []),
  ];
}
