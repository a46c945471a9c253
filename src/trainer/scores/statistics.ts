import { multiply } from '../../engine/matrixProduct.ts';
import { benjaminiHochberg } from '../../evaluation/benjaminiHochberg.ts';
import { bootstrapR2 } from '../../evaluation/bootstrap.ts';
import { permutationNull } from '../../evaluation/permutationNull.ts';
import { verdicts } from '../../evaluation/verdict.ts';
import type { FeatureStatistics, R2Scores } from '../../run/runData.ts';
import type { HeldOutScores, ScoredDirection } from './heldOutScores.ts';

/**
 * The scores, with how far each can be trusted: bootstrap interval, baseline, permutation null and q-value of every
 * direction, and the verdict on every feature. Null stays what could not be computed, or was not.
 * @param fold of each scored sample: predictions of different folds come from different models
 * @param goOn asked before every direction
 */
export async function withStatistics(
  scores: HeldOutScores,
  fold: Int32Array,
  seed: number,
  goOn: () => Promise<boolean>,
): Promise<R2Scores> {
  const { targets, pairs } = scores.scores();
  const known = new Map<string, FeatureStatistics>();
  const trusted: R2Scores['pairs'][number][] = [];
  for (const [i, scored] of scores.directions().entries()) {
    // With two modalities "all others" is the other one.
    const key = JSON.stringify([scored.direction.target, scored.direction.from]);
    if (!known.has(key) && (await goOn())) known.set(key, await statisticsOf(scored, fold, seed));
    trusted.push({ ...pairs[i], statistics: known.get(key) ?? null });
  }
  return {
    targets: targets.map((target) => {
      const others = trusted.find(({ source, target: name }) => source === 'all' && name === target.name);
      if (!others?.statistics) return target;
      const sharedAlone = scores.sharedAlone(target.name);
      const { q } = others.statistics;
      return { ...target, verdicts: verdicts({ self: target.self, sharedAlone, fromOthers: others.r2, q }) };
    }),
    pairs: trusted.length === 0 ? pairs : trusted,
  };
}

async function statisticsOf(
  { actual, predicted, baseline }: ScoredDirection,
  fold: Int32Array,
  seed: number,
): Promise<FeatureStatistics> {
  const { low, high } = await bootstrapR2(actual, predicted, fold.length, seed, multiply);
  const { p, nullR2 } = permutationNull(actual, predicted, fold, seed);
  return { low, high, baseline, nullR2, p, q: benjaminiHochberg(p) };
}
