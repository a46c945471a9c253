import * as tf from '@tensorflow/tfjs-core';
import type { Parameters } from '../parameters.ts';
import { bounded } from './bounded.ts';
import { logRate } from './logRate.ts';
import { logRisingFactorial } from './logRisingFactorial.ts';
import { countsOf, type Observation, type Output } from './output.ts';
import { byPath, weightedRows, weightedSum } from './weightedSum.ts';

/** ln θ at the start, θ = 7, and its bound: beyond e^12 the variance is that of a Poisson. */
const INITIAL = 2;
const LIMIT = 12;

/**
 * p(x | h) = Π_d NB(x_d; μ_d, θ_d) with mean μ_d = l e^{f_d(h)} for a sample of size l and variance μ + μ²/θ, one learned
 * θ_d for each feature (Lopez et al. 2018, doi 10.1038/s41592-018-0229-2):
 * − ln p = θ ln(1 + μ/θ) + x ln(1 + θ/μ) − ln Γ(x + θ) / Γ(θ) + ln x!.
 */
export class NegativeBinomialOutput implements Output {
  readonly #parameters: Parameters;
  readonly #f: string;
  readonly #logTheta: string;

  /**
   * @param f name of the linear layer
   * @param dispersion name of the parameter ln θ
   */
  constructor(parameters: Parameters, f: string, dispersion: string, features: number) {
    this.#parameters = parameters;
    this.#f = f;
    this.#logTheta = dispersion;
    parameters.addVector(dispersion, features, INITIAL);
  }

  mean(h: tf.Tensor2D): tf.Tensor2D {
    return tf.exp(logRate(this.#parameters, this.#f, h));
  }

  nll(h: tf.Tensor2D, observation: Observation, weights: tf.Tensor2D): tf.Tensor1D {
    const { x, cells } = observation;
    const { size, logFactorials } = countsOf(observation);
    const theta = tf.exp(bounded(this.#parameters.get(this.#logTheta) as tf.Variable<tf.Rank.R1>, LIMIT));
    const f = byPath(logRate(this.#parameters, this.#f, h), weights);
    const values = withoutGammas(tf.add(f, tf.log(size)), theta, x);
    // The same for all paths.
    const gammas = logRisingFactorial(x, theta);
    const measured = tf.sum<tf.Tensor2D>(cells === null ? gammas : tf.mul(gammas, cells), 1, true);
    return tf.add(weightedSum(values, cells, weights), weightedRows(tf.sub(logFactorials, measured), weights));
  }
}

/**
 * θ ln(1 + μ/θ) + x ln(1 + θ/μ) of each cell from ln μ and θ. Its gradient is θ (μ − x) / (μ + θ) for ln μ, and
 * ln(1 + μ/θ) + (x − μ) / (μ + θ) for θ.
 */
function withoutGammas(logMu: tf.Tensor3D, theta: tf.Tensor1D, x: tf.Tensor2D): tf.Tensor3D {
  const cells = tf.customGrad((logMu, theta, save) => {
    const mu = tf.exp(logMu as tf.Tensor3D);
    const spread = tf.log1p(tf.div(mu, theta as tf.Tensor1D)); // ln(1 + μ/θ)
    (save as tf.GradSaveFunc)([mu, theta as tf.Tensor1D, spread, x]);
    return {
      value: tf.add<tf.Tensor3D>(
        tf.mul(spread, theta as tf.Tensor1D),
        tf.mul(tf.log1p(tf.div(theta as tf.Tensor1D, mu)), x),
      ),
      gradFunc: (dy: tf.Tensor, [mu, theta, spread, x]: tf.Tensor[]) => {
        const excess = tf.div(tf.sub(mu, x), tf.add(mu, theta));
        return [tf.mul(dy, tf.mul(excess, theta)), tf.sum(tf.mul(dy, tf.sub(spread, excess)), [0, 1])];
      },
    };
  });
  return cells(logMu, theta);
}
