import * as tf from '@tensorflow/tfjs-core';
import { Adam } from '../engine/adam.ts';
import { type LossPlan, lossTerms, planLoss } from './loss.ts';
import type { MultimodalVae } from './multimodalVae.ts';
import type { ResidentData } from './residentData.ts';

/** Means over the samples of an epoch, in nats. */
export interface EpochTerms {
  readonly loss: number;
  /** in the order of plan.paths */
  readonly reconstruction: Float32Array;
  /** in the order of plan.kl */
  readonly kl: Float32Array;
}

/** Gradient steps of one model on one data set. */
export class TrainingStep {
  readonly plan: LossPlan;
  readonly adam: Adam;
  readonly #vae: MultimodalVae;
  readonly #data: ResidentData;
  /** sums of [loss, paths…, kl…] over the samples since the last report, kept on the engine */
  #totals: tf.Tensor1D | null = null;
  #samples = 0;

  constructor(vae: MultimodalVae, data: ResidentData, settings: { learningRate: number; labelWeight: number | null }) {
    this.#vae = vae;
    this.#data = data;
    this.plan = planLoss(vae, settings.labelWeight);
    this.adam = new Adam(vae.parameters.variables, settings.learningRate);
  }

  /**
   * One step on the samples `rows`.
   * @param noise standard normal: [rows · plan.noiseWidth]
   */
  run(rows: Int32Array, noise: Float32Array, beta: number): void {
    const totals = this.#totals;
    this.#totals = tf.tidy(() => {
      const batch = this.#data.batch(rows);
      const epsilon = tf.tensor2d(noise, [rows.length, this.plan.noiseWidth]);
      const { variables } = this.#vae.parameters;
      let terms: tf.Tensor1D = tf.zeros([1]);
      const { grads } = tf.variableGrads(() => {
        const { loss, reconstruction, kl } = lossTerms(this.#vae, this.plan, batch, epsilon, beta);
        terms = tf.keep(tf.mul(tf.concat([tf.reshape(loss, [1]), reconstruction, kl]), rows.length));
        return loss;
      }, [...variables]);
      this.adam.step(variables.map((variable) => grads[variable.name]));
      const sum = totals ? tf.add<tf.Tensor1D>(totals, terms) : tf.clone(terms);
      terms.dispose();
      return sum;
    });
    totals?.dispose();
    this.#samples += rows.length;
  }

  /** The means since the last report. */
  async report(): Promise<EpochTerms> {
    if (!this.#totals) throw new Error('no step was run');
    const values = (await this.#totals.data()).map((sum) => sum / this.#samples);
    this.#totals.dispose();
    this.#totals = null;
    this.#samples = 0;
    const paths = this.plan.paths.length;
    return {
      loss: values[0],
      reconstruction: Float32Array.from(values.slice(1, 1 + paths)),
      kl: Float32Array.from(values.slice(1 + paths)),
    };
  }

  dispose(): void {
    this.adam.dispose();
    this.#totals?.dispose();
  }
}
