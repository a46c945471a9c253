import { aucScoreName, OVERALL_R2, r2ScoreName } from '../run/runScores.ts';
import type { Study } from '../run/study.ts';
import { UserError } from '../run/userError.ts';

/**
 * Refuses to choose by a score that runs of a study will not have: nobody wants to hear it when all of them are trained.
 * @param score by the names of runScores
 * @throws UserError with the names that there are
 */
export function requireScore(score: string, { modalities, labels }: Study): void {
  const names = modalities.map(({ name }) => name);
  const directions = names.flatMap((source) =>
    names.flatMap((target) => (source === target ? [] : r2ScoreName(source, target))),
  );
  const blocks = ['shared', ...names.map((name) => `private_${name}`), 'all'].map(aucScoreName);
  if ([OVERALL_R2, ...directions, ...blocks].includes(score)) {
    if (labels || !blocks.includes(score)) return;
    throw new UserError(
      `the score "${score}" is about labels, and the study has none. Give it "labels", or choose by "r2".`,
    );
  }
  throw new UserError(
    `runs of this study have no score "${score}". They have "r2", "r2:SOURCE:TARGET" with two of ${names.join(', ')}${labels ? `, and ${blocks.map((name) => `"${name}"`).join(', ')}` : ''}.`,
  );
}
