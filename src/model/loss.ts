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
  readonly paths: readonly Path[];
  readonly kl: readonly KlTerm[];
  /** every distinct (from, draw), with the offset of its noise */
  readonly draws: readonly { readonly from: readonly string[]; readonly draw: number; readonly offset: number }[];
  /** columns of the noise matrix */
  readonly noiseWidth: number;
}

const keyOf = (from: readonly string[], draw: number): string => JSON.stringify([from, draw]);

/** @param labelWeight weight of the label term, or null where the label does not teach */
export function planLoss(vae: MultimodalVae, labelWeight: number | null): LossPlan {
  const { objective, latent } = vae.spec;
  const paths = objective.paths(vae.modalities, labelWeight);
  const draws: { from: readonly string[]; draw: number; offset: number }[] = [];
  let noiseWidth = 0;
  const seen = new Set<string>();
  for (const { from, draw } of paths) {
    if (seen.has(keyOf(from, draw))) continue;
    seen.add(keyOf(from, draw));
    draws.push({ from, draw, offset: noiseWidth });
    noiseWidth += latent.shared + from.reduce((sum, name) => sum + latent.private[name], 0);
  }
  return { paths, kl: objective.kl(vae.modalities), draws, noiseWidth };
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
  const { latent } = vae.spec;
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
  for (const { from, draw, offset } of plan.draws) {
    const q = posterior(from);
    let column = offset;
    const next = (width: number): tf.Tensor2D => {
      const part = tf.slice(noise, [0, column], [-1, width]);
      column += width;
      return part;
    };
    const shared = sample(q.shared, next(latent.shared));
    const own = new Map(from.map((name) => [name, sample(at(q.private, name), next(latent.private[name]))] as const));
    samples.set(keyOf(from, draw), { shared, private: own });
  }

  // Paths into one target, stacked: [P · batch, …]
  const perSample = new Map<Path, tf.Tensor1D>();
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
    const rows = tf.unstack(nll) as tf.Tensor1D[];
    into.forEach((path, p) => {
      const { from } = path;
      const known = target === LABEL ? batch.label?.observed : tf.reshape(at(observed, target), [batch.size]);
      perSample.set(path, tf.mul(rows[p], tf.mul(available(from), known ?? 0)));
    });
  }

  const kl = plan.kl.map(({ posterior: from, blocks }) => {
    const q = posterior(from);
    const parts = blocks.map((block) => klToStandardNormal(block === 'shared' ? q.shared : at(q.private, block)));
    return tf.mul<tf.Tensor1D>(tf.addN(parts), available(from));
  });

  const reconstruction = tf.mean<tf.Tensor1D>(tf.stack(plan.paths.map((path) => found(perSample.get(path)))), 1);
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

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a path decodes nothing');
  return value;
}
