import type { R2Scores, Verdict } from '../../src/run/runData.ts';

type Pair = R2Scores['pairs'][number];
type Target = R2Scores['targets'][number];

export type SortKey = 'name' | 'r2' | 'interval' | 'ridge' | 'self' | 'q' | 'verdict';

export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

export const BEST_FIRST: Sort = { by: 'r2', descending: true };

const VERDICTS: readonly Verdict[] = ['shared', 'private', 'neither'];

/** What a key sorts by, [features]: an interval by its lower end. null where there is no data for it. */
export function sortValues(pair: Pair, target: Target, by: Exclude<SortKey, 'name'>): Float32Array | null {
  switch (by) {
    case 'r2':
      return pair.r2;
    case 'self':
      return target.self;
    case 'interval':
      return pair.statistics?.low ?? null;
    case 'ridge':
      return pair.statistics?.baseline ?? null;
    case 'q':
      return pair.statistics?.q ?? null;
    case 'verdict':
      return target.verdicts
        ? Float32Array.from(target.verdicts.verdict, (verdict) =>
            verdict === null ? Number.NaN : VERDICTS.indexOf(verdict),
          )
        : null;
  }
}

/**
 * The same features in order, by their indices in the target.
 * Features without a value come last in either direction; of equal ones the better predicted comes first, then the table's order.
 * Without data for the key the best predicted comes first.
 */
export function rankFeatures(pair: Pair, target: Target, features: Iterable<number>, sort: Sort): Int32Array {
  const indices = [...features];
  const sign = sort.descending ? -1 : 1;
  if (sort.by === 'name') {
    const collator = new Intl.Collator('en', { numeric: true });
    indices.sort((a, b) => sign * collator.compare(target.features[a], target.features[b]));
  } else {
    const values = sortValues(pair, target, sort.by);
    const byScore = (a: number, b: number) => compare(pair.r2[a], pair.r2[b], -1);
    indices.sort(values ? (a, b) => compare(values[a], values[b], sign) || byScore(a, b) : byScore);
  }
  return Int32Array.from(indices);
}

function compare(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return sign * (a - b);
}
