import type { FeatureProfiles } from '../../src/run/inspection.ts';
import { decodeLevels } from '../../src/run/levels.ts';

/** How the values of one feature are spread. */
export interface ProfileShape {
  /** ends of the bins, on the scale that the bins are equal in */
  readonly from: number;
  readonly to: number;
  /** values in each bin; where one bin holds more than 63, to 1 in 63 of it */
  readonly counts: readonly number[];
  readonly unit: 'value' | 'ln(1 + value)';
}

/** Heights of the bins of a feature, in steps: proportional to the values in them. */
export function shapeLevels({ bins, shapes }: FeatureProfiles, feature: number): number[] {
  return decodeLevels(shapes.slice(feature * bins, (feature + 1) * bins));
}

/** @param rows of the table */
export function profileShape(profiles: FeatureProfiles, feature: number, rows: number): ProfileShape {
  const { logged, missing, min, max } = profiles;
  const levels = shapeLevels(profiles, feature);
  const total = levels.reduce((sum, level) => sum + level, 0);
  const known = rows - (missing[feature] ?? 0);
  const scaled = (value: number | null | undefined) => (logged ? Math.log1p(value ?? 0) : (value ?? 0));
  const constant = min[feature] === max[feature];
  return {
    from: scaled(min[feature]),
    to: scaled(max[feature]),
    counts: (constant ? levels.slice(0, 1) : levels).map((level) => Math.round((level / Math.max(1, total)) * known)),
    unit: logged ? 'ln(1 + value)' : 'value',
  };
}
