import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** What was measured in one modality of a batch, as its likelihood takes it. */
export interface Observation {
  /** on the likelihood's own scale, any value that it allows where a cell is missing: [batch, features] */
  readonly x: Tensor2D;
  /** c, 1 where a cell was measured: [batch, features]; null where every observed row is whole */
  readonly cells: Tensor2D | null;
  /** for counts only */
  readonly counts: {
    /** l, how much was counted in a sample, relative to the others: [batch, 1] */
    readonly size: Tensor2D;
    /** Σ_d c_d ln x_d!: [batch, 1] */
    readonly logFactorials: Tensor2D;
  } | null;
}

/** p(x | h): the last layer of a decoder and the distribution that it is the mean of; h is the decoder's last hidden layer. */
export interface Output {
  /** The mean of x; of counts, that of a sample of size 1: [rows, hidden] → [rows, features] */
  mean(h: Tensor2D): Tensor2D;

  /**
   * Σ_n w_n Σ_d c_nd (− ln p(x_nd | h_n)) of each of P paths, stacked.
   *
   * @param h [P · batch, hidden]
   * @param weights w: [P, batch]
   * @returns nats: [P]
   */
  nll(h: Tensor2D, observation: Observation, weights: Tensor2D): Tensor1D;
}

/** @throws where a likelihood of counts is given something else */
export function countsOf({ counts }: Observation): NonNullable<Observation['counts']> {
  if (counts === null) throw new Error('a likelihood of counts needs the size of each sample');
  return counts;
}
