import { Random } from '../math/random.ts';
import { UserError } from '../run/userError.ts';

/** Keeps the draws of splits apart from other draws of the same seed ("splt" in ASCII). */
const STREAM = 0x73706c74;
/** R² of held-out samples needs two of them, and so does a standard deviation of training samples. */
const FEWEST = 2;

/**
 * Splits 0 … n-1 into training and held-out samples, both ascending. With strata (a label's codes; -1, no label, is one of its own) every
 * stratum gives its share, within one sample.
 * @throws UserError when either part would have fewer than two samples.
 */
export function holdoutSplit(
  n: number,
  testFraction: number,
  strata: Int32Array | null,
  seed: number,
): { train: Int32Array; test: Int32Array } {
  const wanted = Math.round(n * testFraction);
  if (wanted < FEWEST || n - wanted < FEWEST) {
    throw new UserError(
      `${n} sample${n === 1 ? ' is' : 's are'} too few to hold out ${Math.round(testFraction * 1000) / 10} %: training and evaluation need at least ${FEWEST} each. Add samples or change the share.`,
    );
  }
  const groups = shuffledStrata(n, strata, seed);
  const quotas = groups.map((group) => group.length * (wanted / n));
  const taken = quotas.map(Math.floor);
  let open = wanted - taken.reduce((sum, count) => sum + count, 0);
  // Largest remainders first, so that the whole is exact and no stratum is off by more than one.
  const byRemainder = quotas
    .map((quota, g) => ({ g, rest: quota - Math.floor(quota) }))
    .sort((a, b) => b.rest - a.rest || a.g - b.g);
  for (const { g } of byRemainder) {
    if (open === 0) break;
    taken[g]++;
    open--;
  }
  return {
    test: Int32Array.from(groups.flatMap((group, g) => group.slice(0, taken[g]))).sort(),
    train: Int32Array.from(groups.flatMap((group, g) => group.slice(taken[g]))).sort(),
  };
}

/**
 * The fold (from 0) that holds out each sample. Fold sizes differ by one at most, and so does every stratum's share of a fold.
 * @throws UserError when a fold would have fewer than two samples.
 */
export function kfoldSplit(n: number, folds: number, strata: Int32Array | null, seed: number): Int8Array {
  if (n < FEWEST * folds) {
    throw new UserError(
      `${n} sample${n === 1 ? ' is' : 's are'} too few for ${folds} folds of at least ${FEWEST}. Use fewer folds or add samples.`,
    );
  }
  if (folds > 127) throw new UserError(`${folds} folds are too many: 127 is the most. Use fewer folds.`);
  const fold = new Int8Array(n);
  // Dealt like cards, on from where the stratum before ended.
  shuffledStrata(n, strata, seed)
    .flat()
    .forEach((sample, k) => {
      fold[sample] = k % folds;
    });
  return fold;
}

/** The samples of each stratum in random order, strata by code. */
function shuffledStrata(n: number, strata: Int32Array | null, seed: number): number[][] {
  const groups = new Map<number, number[]>();
  for (const sample of new Random(seed, STREAM).permutation(n)) {
    const code = strata ? strata[sample] : 0;
    const group = groups.get(code);
    if (group) group.push(sample);
    else groups.set(code, [sample]);
  }
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
}
