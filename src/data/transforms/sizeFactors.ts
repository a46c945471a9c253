import { median } from '../../math/statistics.ts';
import type { CohortModality } from '../cohort.ts';
import { columnSums } from './columnSums.ts';
import { type SampleCells, type Step, visitSamples } from './sampleCells.ts';

/**
 * What a sample of size 1 counts of each feature: the mean of the training samples, scaled so that their median size is 1.
 * @param train rows of the training samples
 * @returns counts: [features]
 */
export function sizeProfile(modality: CohortModality, train: Int32Array): Float32Array {
  const rows = train.filter((row) => modality.observed[row] === 1);
  const { sums, measured } = columnSums(modality.matrix, rows);
  const mean = sums.map((sum, d) => sum / Math.max(1, measured[d]));
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
  const sizes = sizesOf(modality, profile, modality.observed.keys());
  return Float32Array.from(sizes, (size, row) => (modality.observed[row] === 1 ? size : 1));
}

/**
 * Divides the values of a sample by its size, as `sizeFactors` has it: where no cell is missing, its counts over their
 * sum, times the median sum of the training samples (scanpy's normalize_total).
 */
export function divideBySize(profile: ArrayLike<number>): Step {
  const sizeOf = sizeBy(profile);
  return (cells) => {
    const size = Math.fround(sizeOf(cells));
    for (let i = 0; i < cells.values.length; i++) cells.values[i] /= size;
  };
}

function sizesOf({ matrix }: CohortModality, profile: ArrayLike<number>, rows: Iterable<number>): number[] {
  const sizeOf = sizeBy(profile);
  const sizes: number[] = [];
  visitSamples(matrix, rows, (cells) => sizes.push(sizeOf(cells)));
  return sizes;
}

function sizeBy(profile: ArrayLike<number>): (cells: SampleCells) => number {
  const whole = Array.from(profile).reduce((sum, value) => sum + value, 0);
  return (cells) => {
    let counted = 0;
    let gaps = 0;
    for (const value of cells.values) {
      if (Number.isNaN(value)) gaps++;
      else counted += value;
    }
    const expected = gaps > 0 ? expectedWithGaps(profile, cells) : whole;
    return expected > 0 ? (counted > 0 ? counted : 1) / expected : 1;
  };
}

/** The sum of the profile over the cells that were measured. */
function expectedWithGaps(profile: ArrayLike<number>, { values, columns }: SampleCells): number {
  let sum = 0;
  for (let d = 0, i = 0; d < profile.length; d++) {
    while (columns[i] < d) i++;
    if (columns[i] !== d || !Number.isNaN(values[i])) sum += profile[d];
  }
  return sum;
}
