import * as tf from '@tensorflow/tfjs-core';
import { normalQuantile } from '../math/normalQuantile.ts';
import { subsets } from './objectives/objective.ts';

/**
 * A random subset of M > 2 modalities for each sample, 2 to M − 1 of them: its size uniform, then the subset among those of
 * its size (Wu & Goodman 2018, arXiv 1802.05335). The draw comes from standard normal noise, as all draws do, so that a
 * captured step needs no other source of chance: the subsets share the line in proportion to their probabilities.
 *
 * @param noise [batch, 1]
 * @returns 1 where the sample's subset holds the modality: [batch, M]
 */
export function randomSubsets(noise: tf.Tensor2D, modalities: readonly string[]): tf.Tensor2D {
  const proper = subsets(modalities).filter(({ length }) => length > 1 && length < modalities.length);
  const sizes = modalities.length - 2;
  const probability = (size: number): number => 1 / (sizes * proper.filter(({ length }) => length === size).length);
  const members = proper.map((subset) => modalities.map((name) => Number(subset.includes(name))));
  let below = 0;
  const thresholds = proper.slice(1).map((_, s) => {
    below += probability(proper[s].length);
    return normalQuantile(below);
  });
  // A sample beyond threshold s has left subset s for the next one.
  const changes = members.slice(1).map((member, s) => member.map((value, m) => value - members[s][m]));
  const beyond = tf.cast(tf.greater(noise, tf.tensor2d([thresholds])), 'float32'); // [batch, S − 1]
  return tf.add(tf.matMul(beyond as tf.Tensor2D, tf.tensor2d(changes)), tf.tensor2d([members[0]]));
}
