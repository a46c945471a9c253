import * as tf from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import type { Batch } from './batch.ts';
import { divergences } from './divergences.ts';
import { Draws } from './draws.ts';
import { Encoded } from './encoded.ts';
import { labelNll } from './likelihoods/label.ts';
import type { LossPlan } from './lossPlan.ts';
import type { MultimodalVae } from './multimodalVae.ts';
import { type KlTerm, LABEL } from './objectives/objective.ts';
import { randomSubsets } from './randomSubset.ts';
import { SampleWeights } from './sampleWeights.ts';

/** What is annealed over the epochs. */
export interface Annealed {
  /** weight of all KL terms */
  readonly beta: tf.Scalar;
  /** share of N(0, I) in a prior that is a mixture */
  readonly alpha: tf.Scalar;
}

/** The loss and its parts, means over the minibatch in nats. */
export interface LossTerms {
  readonly loss: tf.Scalar;
  /** − ln p of each path, unweighted: [paths] */
  readonly reconstruction: tf.Tensor1D;
  /** each KL term, unweighted: [kl terms] */
  readonly kl: tf.Tensor1D;
}

/**
 * L = Σ_paths weight · mean_n(− ln p) + β Σ_kl weight · share(α) · mean_n(KL).
 *
 * Sums run over features and latent dimensions, means over the whole minibatch: a sample that lacks what a term needs
 * counts as 0 in it. All paths into one target are stacked and decoded in one pass.
 *
 * @param noise standard normal: [batch, plan.noiseWidth]
 */
export function lossTerms(
  vae: MultimodalVae,
  plan: LossPlan,
  batch: Batch,
  noise: tf.Tensor2D,
  annealed: Annealed,
): LossTerms {
  const parts = tf.split<tf.Tensor2D>(
    noise,
    [
      ...plan.draws.map(({ widths }) => sum(widths)),
      ...plan.priorDraws.map(({ width }) => width),
      ...(plan.randomSubset ? [1] : []),
    ],
    1,
  );
  const subset = plan.randomSubset ? randomSubsets(parts[parts.length - 1], vae.modalities) : null;
  const encoded = new Encoded(vae, batch.modalities, subset);
  const weights = new SampleWeights(encoded, batch);
  const draws = new Draws(vae, plan, encoded, parts);

  // Paths into one target, stacked: [P · batch, …]. plan.paths runs target by target, and so does the result.
  const reconstruction = concat(
    [...vae.modalities, LABEL].flatMap((target) => {
      const into = plan.paths.filter(({ to }) => to === target);
      if (into.length === 0) return [];
      const shared = concat(
        into.map((path) => draws.shared(path)),
        0,
      );
      const weight = concat(
        into.map((path) => weights.row(path, target)),
        0,
      ); // [P, batch]
      if (target === LABEL) return [labelTerm(vae, batch, shared, weight)];
      const own =
        vae.spec.latent.private[target] === 0
          ? null
          : concat(
              into.map((path) => draws.own(path)),
              0,
            );
      const observation = at(batch.modalities, target).target;
      return [vae.output(target).nll(vae.decode(target, own, shared), observation, weight)];
    }),
    0,
  );

  const kl = concat(divergences(plan, vae.modalities, encoded, draws, weights), 0);
  const paid = dot(
    reconstruction,
    plan.paths.map(({ weight }) => weight),
  );
  return { loss: tf.add(paid, tf.mul(annealed.beta, weighted(kl, plan.kl, annealed.alpha))), reconstruction, kl };
}

/** [P] */
function labelTerm(vae: MultimodalVae, batch: Batch, shared: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor1D {
  if (batch.label === null) throw new Error('a supervised model needs labels in its batches');
  return labelNll(vae.decodeLabel(shared), batch.label.oneHot, weights);
}

/** Σ weight · share(α) · KL */
function weighted(kl: tf.Tensor1D, terms: readonly KlTerm[], alpha: tf.Scalar): tf.Scalar {
  const fixed = terms.map(({ weight, share }) => (share === 'alpha' ? 0 : weight));
  const slope = terms.map(({ weight, share }) => (share === '1' ? 0 : share === 'alpha' ? weight : -weight));
  const plain = dot(kl, fixed);
  return slope.every((value) => value === 0) ? plain : tf.add(plain, tf.mul(alpha, dot(kl, slope)));
}

function dot(values: tf.Tensor1D, weights: readonly number[]): tf.Scalar {
  return tf.sum<tf.Scalar>(weights.every((weight) => weight === 1) ? values : tf.mul(values, weights));
}

function concat<T extends tf.Tensor>(parts: T[], axis: number): T {
  return parts.length === 1 ? parts[0] : tf.concat(parts, axis);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
