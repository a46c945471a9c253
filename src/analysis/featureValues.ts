import type { FeatureValues } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import type { ShownTable } from './shownTable.ts';

/** One feature of every sample. @throws UserError where the table has no such feature */
export function featureValues({ modality, features, values, unit }: ShownTable, feature: string): FeatureValues {
  const column = features.indexOf(feature);
  if (column === -1) throw new UserError(`The table of ${modality} has no feature "${feature}".`);
  const width = features.length;
  return {
    modality,
    feature,
    unit,
    values: Float32Array.from({ length: values.length / width }, (_, row) => values[row * width + column]),
  };
}
