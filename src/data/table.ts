import type { Matrix } from './matrix.ts';

/** One table of numbers, as read: a row for each sample, a column for each feature. */
export interface Table {
  /** as the user named it */
  readonly file: string;
  /** unique, in the order of the file */
  readonly sampleIds: readonly string[];
  /** unique, in the order of the file */
  readonly features: readonly string[];
  /** [samples, features] */
  readonly matrix: Matrix;
}
