import { columnOf } from '../data/matrix.ts';
import type { FeatureValues } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import type { ShownTable } from './shownTable.ts';

/** One feature of every sample. @throws UserError where the table has no such feature */
export function featureValues(
  { modality, features, matrix, observed, unit }: ShownTable,
  feature: string,
): FeatureValues {
  const column = features.indexOf(feature);
  if (column === -1) throw new UserError(`The table of ${modality} has no feature "${feature}".`);
  const values = columnOf(matrix, column).map((value, row) => (observed[row] === 1 ? value : Number.NaN));
  return { modality, feature, unit, values };
}
