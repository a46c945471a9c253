import { OVERALL_R2 } from '../run/runScores.ts';
import type { ScoredSelection } from './bestFindings.ts';
import type { Finding } from './findings/finding.ts';
import { groupWords } from './groupWords.ts';
import type { ScoredGroup } from './modelSelection.ts';
import { scoreWords } from './scoreWords.ts';
import { type SweepGroup, scoreOverRuns } from './sweepGroups.ts';
import { formatScore, plural } from './words.ts';

/** Directions that are named, those that are predicted best. */
const NAMED = 3;
/** Standard errors of the best below which settings are worse by more than chance, be it one direction of many. */
const CLEARLY = 2;

/**
 * Directions in which other settings than the chosen ones predict clearly better. The R² of a run is the middle of all its
 * directions, and where most of them cannot be predicted it hides the one that can.
 * @param selection within one question
 * @param score by the names of runScores
 */
export function directionFindings({ groups, chosen }: ScoredSelection, score: string): Finding[] {
  if (score !== OVERALL_R2) return [];
  const directions = [...new Set(chosen.rows.flatMap(({ scores }) => Object.keys(scores)))].filter((name) =>
    name.startsWith(`${OVERALL_R2}:`),
  );
  const others = directions
    .flatMap((direction) => {
      const here = scoreOverRuns(chosen.rows, direction)?.mean;
      const best = bestBy(direction, groups);
      if (!best || here === undefined) return [];
      const { mean, standardError } = best.score;
      const margin = CLEARLY * (standardError ?? Number.POSITIVE_INFINITY);
      return mean > margin && here < mean - margin ? [{ direction, best, mean, here }] : [];
    })
    .sort((a, b) => b.mean - a.mean);
  if (others.length === 0) return [];
  const named = others
    .slice(0, NAMED)
    .map(
      ({ direction, best, mean, here }) =>
        `${scoreWords(direction)} is ${formatScore(mean)} with ${groupWords(best)}, and ${formatScore(here)} with ${groupWords(chosen)}`,
    );
  return [
    {
      kind: 'caution',
      text: `R² is the middle of ${plural(directions.length, 'direction')}, and for ${others.length === 1 ? 'one' : others.length} of them other settings are better: ${named.join('; ')}.`,
      advice: `Choose by what is to be predicted, as in "score": "${others[0].direction}". Runs that are finished are kept.`,
    },
  ];
}

function bestBy(direction: string, groups: readonly SweepGroup[]): ScoredGroup | null {
  return groups.reduce<ScoredGroup | null>((best, group) => {
    const score = scoreOverRuns(group.rows, direction);
    return score && (best === null || score.mean > best.score.mean) ? { ...group, score } : best;
  }, null);
}
