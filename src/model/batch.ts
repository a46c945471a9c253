import type * as tf from '@tensorflow/tfjs-core';
import type { Observation } from './likelihoods/output.ts';
import type { Measurements } from './multimodalVae.ts';

/** One minibatch. A batch that is not full is filled up with rows of weight 0. */
export interface Batch {
  /** 1 / (number of samples) for each sample: [batch] */
  readonly weight: tf.Tensor1D;
  readonly modalities: ReadonlyMap<
    string,
    Measurements & {
      /** what the likelihood compares with */
      readonly target: Observation;
    }
  >;
  readonly label: {
    /** [batch, classes] */
    readonly oneHot: tf.Tensor2D;
    /** 1 where the label is known: [batch, 1]; null where all are */
    readonly observed: tf.Tensor2D | null;
  } | null;
}
