import type { Random } from '../../math/random.ts';
import type { LikelihoodName } from '../../run/study.ts';
import type { Parameters } from '../parameters.ts';
import { BernoulliOutput } from './bernoulli.ts';
import { FeatureScale } from './featureScale.ts';
import { GaussianOutput } from './gaussian.ts';
import { LaplaceOutput } from './laplace.ts';
import { NegativeBinomialOutput } from './negativeBinomial.ts';
import type { Output } from './output.ts';
import { PoissonOutput } from './poisson.ts';

/** How a modality's values are taken to vary about their mean. */
export interface Likelihood {
  readonly name: LikelihoodName;
  /** a fixed scale for gaussian and laplace, or null: one learned for each feature */
  readonly noise: number | null;
  /** the biases to start from, so that the first means are those of the data: [features]; null for PyTorch's random ones */
  readonly bias: Float32Array | null;
}

export const LEARNED_GAUSSIAN: Likelihood = { name: 'gaussian', noise: null, bias: null };

/** The name of the parameter ln θ of a negative binomial. */
export const dispersionOf = (modality: string): string => `dispersion.${modality}`;

/**
 * The output of a modality's decoder, with new parameters.
 * @param layer name of the linear layer
 */
export function outputOf(
  { name, noise, bias }: Likelihood,
  parameters: Parameters,
  { modality, layer }: { modality: string; layer: string },
  [hidden, features]: readonly [number, number],
  random: Random,
): Output {
  parameters.addLinear(layer, hidden, features, random, bias);
  const scale = (): FeatureScale => new FeatureScale(parameters, `noise.${modality}`, features, noise);
  switch (name) {
    case 'gaussian':
      return new GaussianOutput(parameters, layer, scale());
    case 'laplace':
      return new LaplaceOutput(parameters, layer, scale());
    case 'bernoulli':
      return new BernoulliOutput(parameters, layer);
    case 'poisson':
      return new PoissonOutput(parameters, layer);
    case 'negative-binomial':
      return new NegativeBinomialOutput(parameters, layer, dispersionOf(modality), features);
  }
}
