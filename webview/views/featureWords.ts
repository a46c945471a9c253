import { formatProbability } from '../../src/report/words.ts';
import type { Verdict } from '../../src/run/runData.ts';
import { Q_LIMIT } from './r2Columns.ts';

/** A smaller difference to the baseline is none. */
const MARGIN = 0.02;

/** Whether a source predicts a feature, by its q, and how that compares with ridge regression. */
export function evidenceSentence(source: string, r2: number, baseline: number, q: number): string {
  const value = formatProbability(q);
  const number = value.startsWith('<') ? `q\u00a0<\u00a0${value.slice(1)}` : `q\u00a0=\u00a0${value}`;
  if (!(q <= Q_LIMIT)) return `No better predicted from ${source} than by chance (${number}).`;
  if (r2 <= 0)
    return `Follows ${source} more than by chance (${number}), but too loosely to predict it: R² is not above 0.`;
  return `Predicted from ${source} better than by chance (${number})${besideRidge(r2 - baseline)}.`;
}

function besideRidge(more: number): string {
  if (Number.isNaN(more)) return '';
  if (more > MARGIN) return ', and better than by ridge regression';
  return more < -MARGIN ? '; ridge regression does better' : '; ridge regression does as well';
}

/** @param sharedFirst whether the shared block explains more than the private one */
export function verdictSentence(verdict: Verdict, sharedFirst: boolean): string {
  switch (verdict) {
    case 'shared':
      return 'Shared: the block shared with other tables explains more of its variation than the private one.';
    case 'private':
      return sharedFirst
        ? 'Private: no other table predicts it, although its own shared block explains more than the private one.'
        : 'Private: the block of its own table explains more of its variation than the shared one.';
    case 'neither':
      return 'Neither: the latent blocks explain less than a tenth of its variation.';
  }
}
