import * as tf from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import { cutBlocks, Encoded, keyOf } from './encoded.ts';
import { klBetween, klToStandardNormal, sample, unscaledLogDensity } from './gaussian.ts';
import { labelNll } from './likelihoods/label.ts';
import type { Observation } from './likelihoods/output.ts';
import { type Measurements, type ModelSpec, type MultimodalVae, pathsOf } from './multimodalVae.ts';
import { type KlTerm, LABEL, type Path, type Source } from './objectives/objective.ts';
import { once } from './once.ts';
import { randomSubsets } from './randomSubset.ts';
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
  /** in the order in which they are computed */
  readonly kl: readonly KlTerm[];
  /** every distinct sample z; the noise of each is one column block for z_shared and one for each z_private */
  readonly draws: readonly (Source & { readonly draw: number; readonly widths: readonly number[] })[];
  /** paths whose private latent is a draw from a prior, by position in `paths`, each with noise columns of its own */
  readonly priorDraws: readonly { readonly path: number; readonly width: number }[];
  /** whether a random subset is drawn for each sample; it takes the last column of the noise */
  readonly randomSubset: boolean;
  /** columns of the noise matrix: draws, draws from priors, random subset */
  readonly noiseWidth: number;
}

/** @param labelWeight weight of the label term, or null where the label does not teach */
export function planLoss(spec: ModelSpec, labelWeight: number | null): LossPlan {
  const { objective, latent, modalities } = spec;
  const names = modalities.map(({ name }) => name);
  const listed = pathsOf(spec, labelWeight);
  const paths = [...names, LABEL].flatMap((target) => listed.filter(({ to }) => to === target));
  const draws = new Map<string, LossPlan['draws'][number]>();
  for (const { from, subset, draw } of paths) {
    const key = drawKey({ from, subset, draw });
    const widths = [latent.shared, ...from.map((name) => latent.private[name])];
    draws.set(key, draws.get(key) ?? { from, subset, draw, widths });
  }
  const priorDraws = paths.flatMap(({ to, private: own }, path) =>
    own === 'prior' || own === 'auxiliary' ? [{ path, width: latent.private[to] }] : [],
  );
  // A block without dimensions has no divergence.
  const terms = objective
    .kl(names)
    .filter(({ blocks }) => blocks.some((name) => name === 'shared' || latent.private[name] > 0));
  const closed = terms.filter(isClosedForm);
  const randomSubset = [...paths, ...terms].some(({ subset }) => subset === 'random');
  const list = [...draws.values()];
  return {
    paths,
    kl: [
      ...distinct(closed).flatMap((q) => closed.filter((term) => sourceKey(term) === keyOf(q))),
      ...terms.filter((term) => !isClosedForm(term)),
    ],
    draws: list,
    priorDraws,
    randomSubset,
    noiseWidth:
      sum(list.flatMap(({ widths }) => widths)) + sum(priorDraws.map(({ width }) => width)) + Number(randomSubset),
  };
}

/** KL(q || N(0, I)): the terms of one posterior share their work. */
function isClosedForm({ density, prior }: KlTerm): boolean {
  return density === 'posterior' && prior === 'standard';
}

function drawKey({ from, subset, draw }: Pick<Path, 'from' | 'subset' | 'draw'>): string {
  return JSON.stringify([from, subset, draw]);
}

const sourceOf = ({ posterior, subset }: KlTerm): Source => ({ from: posterior, subset });
const sourceKey = (term: KlTerm): string => keyOf(sourceOf(term));

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

  const kl = concat(
    [
      ...closedFormTerms(plan, encoded, weights),
      ...plan.kl
        .filter((term) => !isClosedForm(term))
        .map((term) => {
          const byRow =
            term.density === 'mixture'
              ? mixtureDensity(encoded, vae.modalities, draws.shared(drawOf(term)))
              : klToMixture(encoded, vae.modalities, term.posterior[0]);
          return tf.reshape<tf.Rank.R1>(tf.matMul(weights.row(sourceOf(term)), byRow), [1]);
        }),
    ],
    0,
  );
  const paid = dot(
    reconstruction,
    plan.paths.map(({ weight }) => weight),
  );
  return { loss: tf.add(paid, tf.mul(annealed.beta, weighted(kl, plan.kl, annealed.alpha))), reconstruction, kl };
}

/** KL to N(0, I) of every posterior: Σ_n first, by dimension; then the blocks of each term. */
function closedFormTerms(plan: LossPlan, encoded: Encoded, weights: SampleWeights): tf.Tensor1D[] {
  const closed = plan.kl.filter(isClosedForm);
  return distinct(closed).map((source) => {
    const q = encoded.posterior(source);
    const byDimension = tf.matMul(weights.row(source), klToStandardNormal(q)); // [1, K]
    const blocks = closed.filter((term) => sourceKey(term) === keyOf(source)).map((term) => term.blocks);
    const columns = q.blocks.flatMap(({ name, size }) =>
      new Array<number[]>(size).fill(blocks.map((wanted) => Number(wanted.includes(name)))),
    );
    return tf.reshape<tf.Rank.R1>(tf.matMul(byDimension, tf.tensor2d(columns)), [blocks.length]);
  });
}

/** (1 / Σ_i o_i) Σ_i o_i KL(q_m || q_i) of the shared block, over the modalities i that a sample has: [batch, 1] */
function klToMixture(encoded: Encoded, modalities: readonly string[], of: string): tf.Tensor2D {
  const q = encoded.part(of, 'shared');
  // KL(q_m || q_m) is zero, value and gradient: only counted.
  const masks = modalities.map((name) => presence(encoded, name));
  const divergences = modalities.flatMap((name, i) =>
    name === of ? [] : [tf.mul<tf.Tensor2D>(tf.sum(klBetween(q, encoded.part(name, 'shared')), 1, true), masks[i])],
  );
  return tf.div(tf.addN(divergences), tf.maximum(tf.addN(masks), 1));
}

/** ln (1 / Σ_i o_i) Σ_i o_i q_i(z) − ln N(z; 0, I) of a draw z of the shared block: [batch, 1] */
function mixtureDensity(encoded: Encoded, modalities: readonly string[], z: tf.Tensor2D): tf.Tensor2D {
  const experts = modalities.map((name) => unscaledLogDensity(z, encoded.part(name, 'shared')));
  const masks = modalities.map((name) => presence(encoded, name));
  // A density of e^−1000 counts as none.
  const logs = tf.concat(
    experts.map((log, i) => tf.add(log, tf.mul(1000, tf.sub(masks[i], 1)))),
    1,
  ); // [batch, M]
  const mixture = tf.sub(tf.logSumExp(logs, 1, true), tf.log(tf.maximum(tf.addN(masks), 1)));
  const prior = tf.mul(-0.5, tf.sum(tf.square(z), 1, true));
  return tf.sub(mixture, prior);
}

/** [batch, 1] */
function presence(encoded: Encoded, modality: string): tf.Tensor2D {
  return encoded.observed(modality) ?? tf.ones<tf.Rank.R2>([encoded.size, 1]);
}

/** The sample whose density a term estimates. */
function drawOf({ posterior, subset }: KlTerm): Pick<Path, 'from' | 'subset' | 'draw' | 'shared'> {
  return { from: posterior, subset, draw: 0, shared: 'sample' };
}

/** One reparameterised sample for each draw, by block, and the private latents that paths take from elsewhere. */
class Draws {
  readonly #vae: MultimodalVae;
  readonly #size: number;
  readonly #samples: ReadonlyMap<string, ReadonlyMap<string, tf.Tensor2D>>;
  readonly #fromPriors: ReadonlyMap<Path, tf.Tensor2D>;

  /** @param noise a block of columns for each of the plan's draws, then one for each of its draws from priors */
  constructor(vae: MultimodalVae, plan: LossPlan, encoded: Encoded, noise: readonly tf.Tensor2D[]) {
    this.#vae = vae;
    this.#size = encoded.size;
    this.#samples = new Map(
      plan.draws.map((draw, i) => {
        const q = encoded.posterior(draw);
        return [drawKey(draw), cutBlocks(sample(q, noise[i]), q)];
      }),
    );
    this.#fromPriors = new Map(plan.priorDraws.map(({ path }, i) => [plan.paths[path], noise[plan.draws.length + i]]));
  }

  /** z_shared: [batch, shared] */
  shared(path: Pick<Path, 'from' | 'subset' | 'draw' | 'shared'>): tf.Tensor2D {
    const z = at(at(this.#samples, drawKey(path)), 'shared');
    return path.shared === 'stop-gradient' ? stopGradient(z) : z;
  }

  /** The private latent that the target's decoder is given: [batch, private] */
  own(path: Path): tf.Tensor2D {
    switch (path.private) {
      case 'own':
        return at(at(this.#samples, drawKey(path)), path.to);
      case 'zero':
        return tf.zeros([this.#size, this.#vae.spec.latent.private[path.to]]);
      case 'prior':
        return at(this.#fromPriors, path);
      case 'auxiliary':
        return tf.mul(at(this.#fromPriors, path), this.#vae.auxiliaryScale(path.to));
      case 'encoder':
        return at(at(this.#samples, drawKey({ from: [path.to], subset: 'all', draw: 0 })), path.to);
    }
  }
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
   * one at least); a smaller set counts only where the sample has all of it, a random one where it has any of it.
   */
  row({ from, subset }: Source, target?: string): tf.Tensor2D {
    const whole = subset === 'all' && from.length < this.#batch.modalities.size;
    const needed = new Set(whole ? from : []);
    if (target !== undefined) needed.add(target);
    return once(this.#rows, JSON.stringify([subset, ...[...needed].sort()]), () => {
      const masks = [...needed].map((name) =>
        name === LABEL ? (this.#batch.label?.observed ?? null) : this.#encoded.taken(name, subset),
      );
      if (subset === 'random') masks.push(this.#anyOf(from));
      const size = this.#encoded.size;
      return masks.reduce<tf.Tensor2D>(
        (product, mask) => (mask === null ? product : tf.mul(product, tf.reshape(mask, [1, size]))),
        tf.reshape(this.#batch.weight, [1, size]),
      );
    });
  }

  /** 1 where the random subset left a sample anything: [batch, 1] */
  #anyOf(modalities: readonly string[]): tf.Tensor2D {
    const taken = modalities.flatMap((name) => this.#encoded.taken(name, 'random') ?? []);
    return tf.max(tf.concat(taken, 1), 1, true);
  }
}

/** [P] */
function labelTerm(vae: MultimodalVae, batch: Batch, shared: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor1D {
  if (batch.label === null) throw new Error('a supervised model needs labels in its batches');
  return labelNll(vae.decodeLabel(shared), batch.label.oneHot, weights);
}

/** The posteriors of the terms, each once. */
function distinct(terms: readonly KlTerm[]): Source[] {
  return [...new Map(terms.map((term) => [sourceKey(term), sourceOf(term)])).values()];
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
