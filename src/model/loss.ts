import * as tf from '@tensorflow/tfjs-core';
import { at, cutBlocks, Encoded } from './encoded.ts';
import { klToStandardNormal, sample } from './gaussian.ts';
import { labelNll } from './likelihoods/label.ts';
import type { Observation } from './likelihoods/output.ts';
import type { Measurements, ModelSpec, MultimodalVae } from './multimodalVae.ts';
import { type KlTerm, LABEL, type Path } from './objectives/objective.ts';
import { stopGradient } from './stopGradient.ts';

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

/** The terms of an objective for one model, worked out once: which draws there are and what is decoded from them. */
export interface LossPlan {
  /** target by target */
  readonly paths: readonly Path[];
  /** posterior by posterior */
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
export function planLoss({ objective, latent, modalities }: ModelSpec, labelWeight: number | null): LossPlan {
  const names = modalities.map(({ name }) => name);
  const listed = objective.paths(names, labelWeight);
  const paths = [...names, LABEL].flatMap((target) => listed.filter(({ to }) => to === target));
  const draws = new Map<string, LossPlan['draws'][number]>();
  for (const { from, draw } of paths) {
    const widths = [latent.shared, ...from.map((name) => latent.private[name])];
    draws.set(keyOf(from, draw), draws.get(keyOf(from, draw)) ?? { from, draw, widths });
  }
  const list = [...draws.values()];
  const terms = objective.kl(names);
  return {
    paths,
    kl: distinct(terms).flatMap((posterior) => terms.filter((term) => term.posterior.join() === posterior.join())),
    draws: list,
    noiseWidth: list.reduce((total, { widths }) => total + sum(widths), 0),
  };
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
  beta: tf.Scalar,
): LossTerms {
  const encoded = new Encoded(vae, batch.modalities);
  const weights = new SampleWeights(encoded, batch);
  const draws = drawSamples(plan, encoded, noise);

  // Paths into one target, stacked: [P · batch, …]. plan.paths runs target by target, and so does the result.
  const means = [...vae.modalities, LABEL].flatMap((target) => {
    const into = plan.paths.filter(({ to }) => to === target);
    if (into.length === 0) return [];
    const shared = concat(
      into.map((path) => {
        const z = at(at(draws, keyOf(path.from, path.draw)), 'shared');
        return path.shared === 'stop-gradient' ? stopGradient(z) : z;
      }),
      0,
    );
    const weight = weights.ofPaths(into, target);
    return [
      target === LABEL
        ? labelTerm(vae, batch, shared, weight)
        : modalityTerm(vae, batch, target, into, draws, shared, weight),
    ];
  });

  // Σ_n first, by dimension; then the blocks of each term.
  const divergences = distinct(plan.kl).map((from) => {
    const q = encoded.posterior(from);
    const byDimension = tf.matMul(weights.row(from), klToStandardNormal(q)); // [1, K]
    const blocks = plan.kl.filter((term) => term.posterior.join() === from.join()).map((term) => term.blocks);
    const columns = q.blocks.flatMap(({ name, size }) =>
      new Array<number[]>(size).fill(blocks.map((wanted) => Number(wanted.includes(name)))),
    );
    return tf.reshape<tf.Rank.R1>(tf.matMul(byDimension, tf.tensor2d(columns)), [blocks.length]);
  });

  const reconstruction = concat(means, 0);
  const kl = concat(divergences, 0);
  const loss = tf.add<tf.Scalar>(
    dot(
      reconstruction,
      plan.paths.map(({ weight }) => weight),
    ),
    tf.mul(
      beta,
      dot(
        kl,
        plan.kl.map(({ weight }) => weight),
      ),
    ),
  );
  return { loss, reconstruction, kl };
}

/** One reparameterised sample for each draw, by block. */
function drawSamples(
  plan: LossPlan,
  encoded: Encoded,
  noise: tf.Tensor2D,
): ReadonlyMap<string, ReadonlyMap<string, tf.Tensor2D>> {
  const parts = tf.split<tf.Tensor2D>(
    noise,
    plan.draws.map(({ widths }) => sum(widths)),
    1,
  );
  return new Map(
    plan.draws.map(({ from, draw }, i) => {
      const q = encoded.posterior(from);
      return [keyOf(from, draw), cutBlocks(sample(q, parts[i]), q)];
    }),
  );
}

/** How much each sample counts in a term: its weight in the batch where it has what the term needs, else 0. */
class SampleWeights {
  readonly #encoded: Encoded;
  readonly #batch: Batch;
  readonly #rows = new Map<string, tf.Tensor2D>();

  constructor(encoded: Encoded, batch: Batch) {
    this.#encoded = encoded;
    this.#batch = batch;
  }

  /**
   * Where a posterior exists, [1, batch]: the joint of all modalities makes do with what a sample has (every sample has
   * one at least); a smaller set counts only where the sample has all of it.
   */
  row(from: readonly string[], target?: string): tf.Tensor2D {
    const needed = from.length === this.#batch.modalities.size ? [] : [...from];
    if (target !== undefined && !needed.includes(target)) needed.push(target);
    const masks = needed.flatMap((name) => {
      const mask = name === LABEL ? (this.#batch.label?.observed ?? null) : this.#encoded.observed(name);
      return mask === null ? [] : [{ name, mask }];
    });
    const key = masks
      .map(({ name }) => name)
      .sort()
      .join();
    const known = this.#rows.get(key);
    if (known) return known;
    const size = this.#encoded.size;
    const row = masks.reduce(
      (product, { mask }) => tf.mul<tf.Tensor2D>(product, tf.reshape(mask, [1, size])),
      tf.reshape(this.#batch.weight, [1, size]) as tf.Tensor2D,
    );
    this.#rows.set(key, row);
    return row;
  }

  /** [P, batch] */
  ofPaths(paths: readonly Path[], target: string): tf.Tensor2D {
    return concat(
      paths.map(({ from }) => this.row(from, target)),
      0,
    );
  }
}

/** [P] */
function modalityTerm(
  vae: MultimodalVae,
  batch: Batch,
  target: string,
  into: readonly Path[],
  draws: ReadonlyMap<string, ReadonlyMap<string, tf.Tensor2D>>,
  shared: tf.Tensor2D,
  weights: tf.Tensor2D,
): tf.Tensor1D {
  const observation = at(batch.modalities, target).target;
  const zero = tf.zeros<tf.Rank.R2>([observation.x.shape[0], vae.spec.latent.private[target]]);
  const own = concat(
    into.map((path) => (path.private === 'own' ? at(at(draws, keyOf(path.from, path.draw)), target) : zero)),
    0,
  );
  return vae.output(target).nll(vae.decode(target, own, shared), observation, weights);
}

/** [P] */
function labelTerm(vae: MultimodalVae, batch: Batch, shared: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor1D {
  if (batch.label === null) throw new Error('a supervised model needs labels in its batches');
  return labelNll(vae.decodeLabel(shared), batch.label.oneHot, weights);
}

/** The posteriors of the terms, each once. */
function distinct(terms: readonly KlTerm[]): (readonly string[])[] {
  return [...new Map(terms.map(({ posterior }) => [posterior.join(), posterior])).values()];
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
