import type { CohortModality } from '../cohort.ts';
import { columnSums } from './columnSums.ts';
import type { Step } from './sampleCells.ts';

const SCALE = 1e4;

/**
 * Inverse document frequency of each feature: training samples in which it was measured, over its counts in them all; 0
 * where nothing was counted.
 * @param rows of training samples that have the modality
 * @returns [features]
 */
export function inverseDocumentFrequency(modality: CohortModality, rows: Int32Array): Float32Array {
  const { sums, measured } = columnSums(modality.matrix, rows);
  return Float32Array.from(sums, (sum, d) => (sum > 0 ? measured[d] / sum : 0));
}

/**
 * ln(1 + 10⁴ · tf · idf), for peaks: what a sample counts of a feature over all that it counts, times the feature's inverse
 * document frequency (Stuart et al. 2019, Cell 177:1888; Signac's RunTFIDF, method 1).
 * @param idf [features]
 */
export function tfIdf(idf: ArrayLike<number>): Step {
  return ({ values, columns }) => {
    let sum = 0;
    for (const value of values) if (!Number.isNaN(value)) sum += value;
    if (sum === 0) return;
    for (let i = 0; i < values.length; i++) values[i] = Math.log1p((SCALE * values[i] * idf[columns[i]]) / sum);
  };
}
