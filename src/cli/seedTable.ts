import { meanAndSpread, type SeedSummary } from '../report/seedSummary.ts';
import { formatInterval, formatScore, plural } from '../report/words.ts';
import { textTable } from './textTable.ts';

/** Scores of several seeds, for a terminal. */
export function seedTable({ runs, scores }: SeedSummary): string[] {
  const directions = scores.filter(({ group }) => group === 'median R²');
  // Of two modalities "all others" is the other one.
  const sources = (target: string): number => directions.filter(({ name }) => name.endsWith(` → ${target}`)).length;
  const rows = directions
    .filter(({ name }) => !name.startsWith('all → ') || sources(name.slice('all → '.length)) > 2)
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
