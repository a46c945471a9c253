import { median } from '../math/statistics.ts';
import type { CohortModality } from './cohort.ts';
import { toDense } from './matrix.ts';

/**
 * What a sample of size 1 counts of each feature: the mean of the training samples, scaled so that their median size is 1.
 * @param train rows of the training samples
 * @returns counts: [features]
 */
export function sizeProfile(modality: CohortModality, train: Int32Array): Float32Array {
  const { matrix, observed, features } = modality;
  const { values } = toDense(matrix);
  const width = features.length;
  const mean = new Float64Array(width);
  const measured = new Float64Array(width);
  const rows = train.filter((row) => observed[row] === 1);
  for (const row of rows) {
    for (let d = 0; d < width; d++) {
      const value = values[row * width + d];
      if (Number.isNaN(value)) continue;
      mean[d] += value;
      measured[d]++;
    }
  }
  for (let d = 0; d < width; d++) mean[d] /= Math.max(1, measured[d]);
  const middle = median(sizesOf(modality, mean, rows));
  return Float32Array.from(mean, (value) => value * middle);
}

/**
 * How much was counted in each sample, relative to the median training sample: the sum of all its features over what a
 * sample of size 1 counts of those that were measured in it. A sample without any count is taken to have one: it says
 * next to nothing.
 * @param profile as `sizeProfile` gives it
 * @returns [N]; 1 where the sample lacks the modality
 */
export function sizeFactors(modality: CohortModality, profile: ArrayLike<number>): Float32Array {
  return Float32Array.from(
    sizesOf(
      modality,
      profile,
      Int32Array.from(modality.observed, (_, row) => row),
    ),
  );
}

function sizesOf({ matrix, features }: CohortModality, profile: ArrayLike<number>, rows: Int32Array): Float64Array {
  const { values } = toDense(matrix);
  const width = features.length;
  return Float64Array.from(rows, (row) => {
    let counted = 0;
    let expected = 0;
    for (let d = 0; d < width; d++) {
      const value = values[row * width + d];
      if (Number.isNaN(value)) continue;
      counted += value;
      expected += profile[d];
    }
    return expected > 0 ? Math.max(1, counted) / expected : 1;
  });
}
