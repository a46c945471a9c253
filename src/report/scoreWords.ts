import { blockName, directionName } from './words.ts';

/** The name of a score as people read it: "R²", "R² rna → protein", "AUC shared"; see runScores. */
export function scoreWords(score: string): string {
  const [kind, ...of] = score.split(':');
  if (kind === 'r2') return of.length === 2 ? `R² ${directionName(of[0], of[1])}` : 'R²';
  if (kind === 'auc' && of.length === 1) return `AUC ${of[0] === 'all' ? 'all blocks' : blockName(of[0])}`;
  return score;
}
