import * as tf from '@tensorflow/tfjs-core';
import { klToStandardNormal, sample } from './gaussian.ts';
import { gaussianNll } from './likelihoods/gaussian.ts';
import { labelNll } from './likelihoods/label.ts';
import { at, type Measurements, type MultimodalVae, type Posterior } from './multimodalVae.ts';
import { type KlTerm, LABEL, type Path } from './objectives/objective.ts';
import { stopGradient } from './stopGradient.ts';

/** One minibatch. */
export interface Batch {
  readonly size: number;
  readonly modalities: ReadonlyMap<
    string,
    Measurements & {
      /** 1 where a cell was measured: [batch, features]; null where every observed row is whole */
      readonly cells: tf.Tensor2D | null;
    }
  >;
  readonly label: {
    /** [batch, classes] */
    readonly oneHot: tf.Tensor2D;
    /** 1 where the label is known: [batch] */
    readonly observed: tf.Tensor1D;
  } | null;
}

/** The terms of an objective for one model, worked out once: which draws there are and what is decoded from them. */
export interface LossPlan {
  /** target by target */
  readonly paths: readonly Path[];
  readonly kl: readonly KlTerm[];
  /** every distinct (from, draw); the noise of each is one column block for z_shared and one for each z_private */
  readonly draws: readonly {
    readonly from: readonly string[];
    readonly draw: number;
    readonly widths: readonly number[];
  }[];
  /** columns of the noise matrix */
  readonly noiseWidth: number;
}

const keyOf = (from: readonly string[], draw: number): string => JSON.stringify([from, draw]);

/** @param labelWeight weight of the label term, or null where the label does not teach */
export function planLoss(vae: MultimodalVae, labelWeight: number | null): LossPlan {
  const { objective, latent } = vae.spec;
  const listed = objective.paths(vae.modalities, labelWeight);
  const paths = [...vae.modalities, LABEL].flatMap((target) => listed.filter(({ to }) => to === target));
  const draws = new Map<string, LossPlan['draws'][number]>();
  for (const { from, draw } of paths) {
    const widths = [latent.shared, ...from.map((name) => latent.private[name])];
    draws.set(keyOf(from, draw), draws.get(keyOf(from, draw)) ?? { from, draw, widths });
  }
  const list = [...draws.values()];
  const noiseWidth = list.flatMap(({ widths }) => widths).reduce((sum, width) => sum + width, 0);
  return { paths, kl: objective.kl(vae.modalities), draws: list, noiseWidth };
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
 * L = Σ_paths weight · mean_n(− ln p) + β Σ_kl weight · mean_n(KL).
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
  beta: number | tf.Scalar,
): LossTerms {
  const names = vae.modalities;
  const observed = new Map([...batch.modalities].map(([name, m]) => [name, m.observed]));
  const experts = new Map([...batch.modalities].map(([name, m]) => [name, vae.expert(name, m.x)]));

  const posteriors = new Map<string, Posterior>();
  const posterior = (from: readonly string[]): Posterior => {
    const known = posteriors.get(from.join()) ?? vae.posterior(from, experts, observed);
    posteriors.set(from.join(), known);
    return known;
  };
  const available = availability(names, observed, batch.size);

  // One reparameterised sample for each draw.
  const samples = new Map<string, { shared: tf.Tensor2D; private: ReadonlyMap<string, tf.Tensor2D> }>();
  const widths = plan.draws.flatMap((draw) => draw.widths);
  const parts = tf.split<tf.Tensor2D>(noise, widths, 1).values();
  const next = (): tf.Tensor2D => found(parts.next().value);
  for (const { from, draw } of plan.draws) {
    const q = posterior(from);
    const shared = sample(q.shared, next());
    const own = new Map(from.map((name) => [name, sample(at(q.private, name), next())] as const));
    samples.set(keyOf(from, draw), { shared, private: own });
  }

  // Paths into one target, stacked: [P · batch, …]. plan.paths runs target by target, and so does the result.
  const means: tf.Tensor1D[] = [];
  for (const target of [...names, LABEL]) {
    const into = plan.paths.filter(({ to }) => to === target);
    if (into.length === 0) continue;
    const shared = tf.concat(
      into.map(({ from, draw, shared }) => {
        const z = at(samples, keyOf(from, draw)).shared;
        return shared === 'stop-gradient' ? stopGradient(z) : z;
      }),
      0,
    );
    const nll =
      target === LABEL ? labelTerm(vae, batch, shared) : modalityTerm(vae, batch, target, into, samples, shared);
    const known = target === LABEL ? found(batch.label).observed : tf.reshape(at(observed, target), [batch.size]);
    const counts = tf.mul(tf.stack(into.map(({ from }) => available(from))), known); // [P, batch]
    means.push(tf.mean(tf.mul(nll, counts), 1));
  }

  const kl = plan.kl.map(({ posterior: from, blocks }) => {
    const q = posterior(from);
    const parts = blocks.map((block) => klToStandardNormal(block === 'shared' ? q.shared : at(q.private, block)));
    return tf.mul<tf.Tensor1D>(tf.addN(parts), available(from));
  });

  const reconstruction = tf.concat1d(means);
  const divergence = tf.mean<tf.Tensor1D>(tf.stack(kl), 1);
  const loss = tf.add<tf.Scalar>(
    tf.sum(
      tf.mul(
        reconstruction,
        plan.paths.map(({ weight }) => weight),
      ),
    ),
    tf.mul(
      beta,
      tf.sum(
        tf.mul(
          divergence,
          plan.kl.map(({ weight }) => weight),
        ),
      ),
    ),
  );
  return { loss, reconstruction, kl: divergence };
}

/**
 * Where a posterior exists, [batch]: the joint of all modalities makes do with what a sample has (every sample has one
 * at least); a smaller set counts only where the sample has all of it.
 */
function availability(names: readonly string[], observed: ReadonlyMap<string, tf.Tensor2D>, size: number) {
  return (from: readonly string[]): tf.Tensor1D => {
    if (from.length === names.length) return tf.ones([size]);
    return tf.reshape(
      from.map((name) => at(observed, name)).reduce((product, mask) => tf.mul(product, mask)),
      [size],
    );
  };
}

/** [P, batch] */
function modalityTerm(
  vae: MultimodalVae,
  batch: Batch,
  target: string,
  into: readonly Path[],
  samples: ReadonlyMap<string, { private: ReadonlyMap<string, tf.Tensor2D> }>,
  shared: tf.Tensor2D,
): tf.Tensor2D {
  const { x, cells } = at(batch.modalities, target);
  const zero = tf.zeros<tf.Rank.R2>([batch.size, vae.spec.latent.private[target]]);
  const own = tf.concat(
    into.map((path) => (path.private === 'own' ? at(at(samples, keyOf(path.from, path.draw)).private, target) : zero)),
    0,
  );
  return gaussianNll(vae.parameters, target, vae.decode(target, own, shared), x, cells);
}

/** [P, batch] */
function labelTerm(vae: MultimodalVae, batch: Batch, shared: tf.Tensor2D): tf.Tensor2D {
  if (batch.label === null) throw new Error('a supervised model needs labels in its batches');
  return labelNll(vae.decodeLabel(shared), batch.label.oneHot);
}

function found<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('a term of the loss lacks its part of the batch');
  return value;
}
