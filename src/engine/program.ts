import type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Rows } from './rows.ts';

/** Numbers by sample: [rows, columns]. */
export type Table = Rows & { readonly name: string };

/** Whether a program keeps the tables on its engine, or is fed the rows of each batch. The arithmetic is the same. */
export type Placement = 'resident' | 'streamed';

/** The rows of every table that a batch has: [batch, columns] each, by name. */
export type BatchTables = ReadonlyMap<string, Tensor2D>;

/**
 * A model as an engine sees it: variables, data, a step to take often, and functions of some rows.
 * Shapes are fixed: [batch] is always full, and a batch with fewer samples is filled up with rows of weight 0.
 */
export interface Recipe {
  /** what an engine may keep when another model of the same form follows: equal keys mean equal operations */
  readonly key: string;
  /** what the step trains, at its first values */
  readonly variables: readonly Variable[];
  /** rows of every table */
  readonly rows: number;
  readonly tables: readonly Table[];
  readonly batch: number;
  /** columns of the noise */
  readonly noise: number;
  /** how many values change from epoch to epoch, such as β */
  readonly annealed: number;
  /** length of what a step reports */
  readonly terms: number;
  readonly learningRate: number;
  /**
   * @param weight of each sample in the loss: [batch]
   * @param noise standard normal: [batch, noise]
   * @param annealed as many as `annealed` says
   * @returns what to minimise, and what to report: [terms]
   */
  step(
    tables: BatchTables,
    weight: Tensor1D,
    noise: Tensor2D,
    annealed: readonly Scalar[],
  ): { loss: Scalar; terms: Tensor1D };
  readonly functions: Readonly<Record<string, RowFunction>>;
}

/** Something computed from the tables and the variables, `rows` rows at a time: [rows, …] for each result. */
export interface RowFunction {
  readonly rows: number;
  run(tables: BatchTables): Tensor<Rank.R2>[];
}

/** What a function returned for some rows: [rows · columns] for each result. */
export interface RowResults {
  readonly rows: Int32Array;
  readonly results: readonly Float32Array[];
}

/** Consecutive steps. */
export interface Steps {
  readonly count: number;
  /** row numbers: [count · batch] */
  readonly rows: Int32Array;
  /** [count · batch] */
  readonly weights: Float32Array;
  /** samples with a weight: [count] */
  readonly samples: readonly number[];
  /** [count · batch · noise] */
  readonly noise: Float32Array;
  readonly annealed: readonly number[];
}

/** Adam's memory: first and second moments of each variable, and how many steps it took. */
export interface AdamState {
  readonly m: readonly Float32Array[];
  readonly v: readonly Float32Array[];
  readonly steps: number;
}

/** A recipe on an engine. */
export interface Program {
  /** how steps are run, for the record of a run */
  readonly note: string;
  /** steps that one call may take; the caller can be interrupted between calls only */
  readonly stepsAtOnce: number;
  train(steps: Steps): void;
  /** Σ of the reported terms, each step counted by its samples, since the last call */
  takeTotals(): Promise<Float32Array>;
  /** One of the recipe's functions on any number of rows, a bounded number of them at a time. */
  call(name: string, rows: Int32Array): AsyncIterable<RowResults>;
  /** Copies of the variables. */
  read(): Promise<Float32Array[]>;
  write(values: readonly Float32Array[]): void;
  adam(): Promise<AdamState>;
  restoreAdam(state: AdamState): void;
  dispose(): void;
}
