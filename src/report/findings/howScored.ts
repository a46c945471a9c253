import type { RunFile } from '../../run/runFile.ts';
import { formatCount, plural } from '../words.ts';
import type { Finding } from './finding.ts';

export function howScored({ study, split: { train, test, folds, aside } }: RunFile): Finding[] {
  const chosenBefore = study.setAside?.use === 'test' ? ', and that took no part in choosing its settings' : '';
  const text = folds
    ? `R² comes from ${folds}-fold cross-validation: ${folds} models, each scored on the samples it never saw, so that every sample counts once; ` +
      `the latent space is that of a model trained on all samples.`
    : `R² is scored on ${plural(test, 'held-out sample')} that the model never saw${chosenBefore}; it learned from ${formatCount(train)}.`;
  const without = `${plural(aside, 'sample')} ${aside === 1 ? 'was' : 'were'} set aside: nothing was learned from them, and they are not scored.`;
  return [text, ...(aside > 0 ? [without] : [])].map((said): Finding => ({ kind: 'note', text: said, advice: null }));
}

/** Sentences for those who meet a cross-modal R² for the first time. */
export const HOW_TO_READ_R2: readonly string[] = [
  'Cross-modal R² (source → target) asks: given only the source table of a held-out sample, how much of the variation of each target feature does the model predict?',
  '1 is a perfect prediction, 0 is no better than always answering the mean, and a negative value is worse than that, so read it as "not predictable".',
  'Features with a high value are driven by what the tables share; features with a high self R² but a cross-modal R² near 0 belong to their table alone.',
  'Of the features that are called predictable (q ≤ 0.05) about 5 % are so by chance: a permutation test, corrected for the number of features.',
];
