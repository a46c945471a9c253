import type { TransformName } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import type { CohortModality } from './cohort.ts';
import { denseMatrix, type Matrix, placeOf, toDense } from './matrix.ts';
import { sizeFactors, sizeProfile } from './sizeFactors.ts';

/** A modality's preprocessing, fixed by the training samples. */
export interface FittedTransform {
  /** for counts: [features of the table], what each sample is divided by the size of before the steps; else null */
  readonly profile: Float32Array | null;
  readonly steps: readonly TransformName[];
  /** columns kept, ascending */
  readonly keep: Int32Array;
  /** features left out because they have one value only among the training samples, or none */
  readonly dropped: readonly string[];
  /** [kept] subtracted when standardising; 0 without that step */
  readonly mean: Float32Array;
  /** [kept] divided by when standardising (population standard deviation); 1 without that step */
  readonly scale: Float32Array;
}

/** What a study says of a modality's preprocessing. */
export interface FitSettings {
  readonly transform: readonly TransformName[];
  /** keeps the N features of largest variance (before standardising); ties go to the earlier column */
  readonly topVariance?: number | undefined;
  /** divides every sample by its size first */
  readonly counts?: boolean;
}

/**
 * Fits a modality's preprocessing on the observed training samples alone: which features to keep, and each one's mean and
 * standard deviation (divisor n) after the steps before "standardize".
 * @param train rows of the training samples
 * @throws UserError for a negative value under log1p, for a step after "standardize", and when no feature varies.
 */
export function fitTransform(modality: CohortModality, train: Int32Array, settings: FitSettings): FittedTransform {
  const { transform: steps, topVariance, counts = false } = settings;
  const standardizeAt = steps.indexOf('standardize');
  if (standardizeAt !== -1 && standardizeAt !== steps.length - 1) {
    throw new UserError(
      `Modality "${modality.name}": "standardize" must be the last transform, not before "${steps[standardizeAt + 1]}".`,
    );
  }
  const logs = logsIn(steps);
  if (logs > 0) refuseNegatives(modality);

  const profile = counts ? sizeProfile(modality, train) : null;
  const { mean, variance } = moments(modality, train, profile && sizeFactors(modality, profile), logs);
  const varying = Array.from(variance.keys()).filter((column) => variance[column] > 0);
  if (varying.length === 0) {
    throw new UserError(
      `${modality.file}: no feature of "${modality.name}" varies among the ${train.length} training samples, so there is nothing to learn. Check the table, or leave it out.`,
    );
  }
  const varies = new Set(varying);
  const keep = Int32Array.from(topVariance === undefined ? varying : largest(varying, variance, topVariance));
  const standardize = standardizeAt !== -1;
  return {
    profile,
    steps: [...steps],
    keep,
    dropped: modality.features.filter((_, column) => !varies.has(column)),
    mean: Float32Array.from(keep, (column) => (standardize ? mean[column] : 0)),
    scale: Float32Array.from(keep, (column) => (standardize ? Math.sqrt(variance[column]) : 1)),
  };
}

/**
 * Applies a fitted preprocessing to every sample, all but standardising: sizes of counts, then the steps.
 * @returns [N, kept]; missing stays NaN, sparse stays sparse where zero stays zero
 * @throws UserError for a negative value under log1p.
 */
export function applySteps(
  modality: CohortModality,
  fitted: Pick<FittedTransform, 'profile' | 'steps' | 'keep'>,
): Matrix {
  const { keep, profile } = fitted;
  const sizes = profile && sizeFactors(modality, profile);
  const logs = logsIn(fitted.steps);
  if (logs > 0) refuseNegatives(modality);
  const { values } = toDense(modality.matrix);
  const width = modality.features.length;
  const samples = modality.observed.length;
  const out = new Float32Array(samples * keep.length);
  for (let n = 0; n < samples; n++) {
    const size = sizes?.[n] ?? 1;
    for (let k = 0; k < keep.length; k++) {
      out[n * keep.length + k] = logged(values[n * width + keep[k]] / size, logs);
    }
  }
  return denseMatrix(out, keep.length);
}

/**
 * Standardises, where the preprocessing says so.
 * @param values as `applySteps` gives them: [rows, kept]
 * @returns a new array of the same shape
 */
export function standardize(values: Float32Array, fitted: FittedTransform): Float32Array {
  const { mean, scale } = fitted;
  return values.map((value, i) => (value - mean[i % mean.length]) / scale[i % scale.length]);
}

/**
 * Brings standardised values back to the scale before standardising (log1p values stay logged).
 * @param values [rows, kept]
 * @returns a new array of the same shape
 */
export function unstandardize(values: Float32Array, fitted: FittedTransform): Float32Array {
  const { mean, scale } = fitted;
  return values.map((value, i) => value * scale[i % scale.length] + mean[i % mean.length]);
}

/** The logarithms among the steps alone. @returns a new array of the same shape */
export function applyLogs(values: Float32Array, { steps }: FittedTransform): Float32Array {
  const logs = logsIn(steps);
  return values.map((value) => logged(value, logs));
}

function logsIn(steps: readonly TransformName[]): number {
  return steps.filter((step) => step === 'log1p').length;
}

function logged(value: number, times: number): number {
  let out = value;
  for (let i = 0; i < times; i++) out = Math.log1p(out);
  return out;
}

/** Mean and population variance of each column over the observed training samples, after the logarithms. Two passes, for accuracy. */
function moments(
  modality: CohortModality,
  train: Int32Array,
  sizes: Float32Array | null,
  logs: number,
): { mean: Float64Array; variance: Float64Array } {
  const { matrix, features, observed } = modality;
  const { values } = toDense(matrix);
  const width = features.length;
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  const count = new Float64Array(width);
  const first = new Float64Array(width);
  const varies = new Uint8Array(width);
  const rows = train.filter((row) => observed[row] === 1);
  for (const row of rows) {
    const size = sizes?.[row] ?? 1;
    for (let k = 0; k < width; k++) {
      const value = logged(values[row * width + k] / size, logs);
      if (Number.isNaN(value)) continue;
      if (count[k]++ === 0) first[k] = value;
      else if (value !== first[k]) varies[k] = 1;
      mean[k] += value;
    }
  }
  for (let k = 0; k < width; k++) mean[k] /= count[k];
  for (const row of rows) {
    const size = sizes?.[row] ?? 1;
    for (let k = 0; k < width; k++) {
      const value = logged(values[row * width + k] / size, logs);
      if (!Number.isNaN(value)) variance[k] += (value - mean[k]) ** 2;
    }
  }
  // A constant's mean may be off by a rounding error, and its variance then not quite 0.
  for (let k = 0; k < width; k++) variance[k] = varies[k] ? variance[k] / count[k] : 0;
  return { mean, variance };
}

function largest(columns: readonly number[], variance: Float64Array, most: number): number[] {
  return [...columns]
    .sort((a, b) => variance[b] - variance[a] || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}

function refuseNegatives({ name, file, sampleIds, features, matrix }: CohortModality): void {
  const { values } = matrix;
  const at = values.findIndex((value) => value < 0);
  if (at === -1) return;
  const { row, column } = placeOf(matrix, at);
  throw new UserError(
    `${file}, sample "${sampleIds[row]}", feature "${features[column]}": ${formatted(values[at])} is negative, and log1p is for values from 0 upwards. Use "transform": ["standardize"] for "${name}".`,
  );
}

function formatted(value: number): string {
  return String(Number(value.toPrecision(6)));
}
