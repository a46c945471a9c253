import { UserError } from '../../run/userError.ts';
import type { CohortModality } from '../cohort.ts';
import { nearMiss } from '../nearMiss.ts';

const SHOWN = 5;

/**
 * Columns of the features that a study names.
 * @returns ascending
 * @throws UserError that lists names that the table does not have
 */
export function chosenFeatures({ name, file, features }: CohortModality, names: readonly string[]): number[] {
  const wanted = new Set(names);
  const known = new Set(features);
  const unknown = [...wanted].filter((feature) => !known.has(feature));
  if (unknown.length > 0) {
    const more = unknown.length > SHOWN ? ` and ${unknown.length - SHOWN} more` : '';
    throw new UserError(
      `${file} lacks ${unknown.length} of the ${wanted.size} "features" to keep of "${name}": ${unknown.slice(0, SHOWN).join(', ')}${more}. ${hint(unknown, features)}`,
    );
  }
  return features.flatMap((feature, column) => (wanted.has(feature) ? [column] : []));
}

function hint(unknown: readonly string[], features: readonly string[]): string {
  const miss = nearMiss(unknown, features);
  if (!miss) return `Write the names as in the table (${features.slice(0, 3).join(', ')}, …), or leave them out.`;
  const [one, other] = miss.example;
  return `${miss.count} would match but for ${miss.difference}: "${one}" and "${other}". Write the names as in the table.`;
}
