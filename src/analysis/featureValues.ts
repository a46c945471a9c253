import type { FeatureValues } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import type { ShownTable } from './shownTable.ts';

/** One feature of every sample. @throws UserError where the table has no such feature */
export function featureValues({ modality, features, values, unit }: ShownTable, feature: string): FeatureValues {
  const column = features.indexOf(feature);
  if (column === -1) throw new UserError(`The table of ${modality} has no feature "${feature}".`);
  const width = features.length;
  const own = new Float32Array(values.length / width);
  for (let row = 0; row < own.length; row++) own[row] = values[row * width + column];
  return { modality, feature, unit, values: own };
}
