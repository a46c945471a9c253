import type { Pair, Target } from '../state/choice.ts';
import { type SortKey, sortValues } from '../state/ranking.ts';

/** The usual limit: of the features with a q up to here one in twenty is a false find. */
export const Q_LIMIT = 0.05;

/** A column of the ranked table, and what it means in one sentence. */
export interface R2Column {
  readonly by: SortKey;
  readonly text: string;
  readonly meaning: string;
  /** whether the first click sorts from high to low */
  readonly descending: boolean;
}

const COLUMNS: readonly R2Column[] = [
  { by: 'name', text: 'feature', meaning: 'Name of the feature, as in the table.', descending: false },
  {
    by: 'r2',
    text: 'R²',
    meaning:
      'Share of the variation among held-out samples that the model predicts from the source; below 0 is worse than always answering the mean.',
    descending: true,
  },
  {
    by: 'interval',
    text: '95 % interval',
    meaning:
      'Range of R² over 95 % of 1000 bootstrap draws of the held-out samples, with the model as it is: another seed may move R² further. Sorted by its lower end.',
    descending: true,
  },
  {
    by: 'ridge',
    text: 'ridge',
    meaning:
      'R² of ridge regression, a linear model of all features of the source, on the same held-out samples; its penalty is chosen on the training samples, by generalised cross-validation.',
    descending: true,
  },
  {
    by: 'self',
    text: 'self',
    meaning:
      'R² where the model predicts the feature from its own table, through the same few latent dimensions: what it predicts from another table can hardly be better.',
    descending: true,
  },
  {
    by: 'q',
    text: 'q',
    meaning: `Share of false finds to expect among the features with this q or a lower one; ${Q_LIMIT} is a usual limit. By Benjamini and Hochberg over the features of this direction, from permutations of the held-out samples.`,
    descending: false,
  },
  {
    by: 'verdict',
    text: 'verdict',
    meaning:
      'Which latent block explains more of the variation of the feature: the one shared with other tables, or the private one of its own table. Shared only if the other tables together predict it (R² above 0, q up to 0.05). Neither: less than a tenth together.',
    descending: false,
  },
];

/** The columns that have data for this direction. */
export function r2Columns(pair: Pair, target: Target): R2Column[] {
  return COLUMNS.filter(({ by }) => {
    if (by === 'name' || by === 'r2' || by === 'self') return true;
    return sortValues(pair, target, by)?.some((value) => !Number.isNaN(value)) ?? false;
  });
}
