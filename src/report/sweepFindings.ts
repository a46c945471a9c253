import type { KnownFinal, KnownSweep } from '../run/knownFinal.ts';
import { finalFindings } from './finalFindings.ts';
import type { Finding } from './findings/finding.ts';
import { selectionFindings } from './selectionFindings.ts';

/**
 * All that a sweep says about its settings: what the choice is worth, where that was asked for, then which settings to take.
 * @param score by the names of runScores
 */
export function sweepFindings({ plan, rows }: KnownSweep, score: string, final: KnownFinal | null): Finding[] {
  return [
    ...(final ? finalFindings({ plan, rows }, final) : []),
    ...selectionFindings(plan, rows, score, final !== null),
  ];
}
