import * as tf from '@tensorflow/tfjs-core';
import type { Draws } from './draws.ts';
import { type Encoded, keyOf } from './encoded.ts';
import { klBetween, klToStandardNormal, unscaledLogDensity } from './gaussian.ts';
import { distinct, isClosedForm, type LossPlan, sourceKey, sourceOf } from './lossPlan.ts';
import type { KlTerm, Path } from './objectives/objective.ts';
import type { SampleWeights } from './sampleWeights.ts';

/** Every KL term of a plan, in its order, Σ_n weight_n KL_n: [1 or more] each */
export function divergences(
  plan: LossPlan,
  modalities: readonly string[],
  encoded: Encoded,
  draws: Draws,
  weights: SampleWeights,
): tf.Tensor1D[] {
  const sampled = plan.kl
    .filter((term) => !isClosedForm(term))
    .map((term) => {
      const byRow =
        term.density === 'mixture'
          ? mixtureDensity(encoded, modalities, draws.shared(drawOf(term)))
          : klToMixture(encoded, modalities, term.posterior[0]);
      return tf.reshape<tf.Rank.R1>(tf.matMul(weights.row(sourceOf(term)), byRow), [1]);
    });
  return [...closedFormTerms(plan, encoded, weights), ...sampled];
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
