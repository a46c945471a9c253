import { mean } from '../../src/math/statistics.ts';

/**
 * Average-linkage clustering takes time by the square of what it joins: of more profiles than these, those that look alike
 * count as one.
 */
const MOST = 1500;
/** R² that differ by less look alike; doubled until few enough profiles are left. */
const FINEST = 0.005;

/**
 * Features in the order of a tree of their profiles over the sources: hierarchical clustering, average linkage on squared
 * Euclidean distance. Of two branches the one with the higher mean R² comes first, as R's reorder.dendrogram does it.
 * R² counts from 0 to 1, as it is drawn: how far below 0 it lies would decide all else.
 * @param rows R² from each source, [features] each
 * @returns [features] indices; those without a score in some row come last, in the order of the table
 */
export function clusterOrder(rows: readonly Float32Array[]): Int32Array {
  const features = rows[0]?.length ?? 0;
  const profile = (index: number) => rows.map((row) => Math.min(1, Math.max(0, row[index])));
  const all = Array.from({ length: features }, (_, index) => index);
  const scored = all.filter((index) => rows.every((row) => !Number.isNaN(row[index])));
  const unscored = all.filter((index) => rows.some((row) => Number.isNaN(row[index])));
  return Int32Array.from([...linkageOrder(leavesOf(scored, profile)), ...unscored]);
}

/** A branch of the tree, as far as distances and order need it. */
interface Branch {
  /** in their order within the tree */
  readonly members: readonly number[];
  /** mean profile, [sources] */
  readonly centre: readonly number[];
  /** mean squared distance of the members to the centre */
  readonly spread: number;
}

/** One leaf for each profile, or for those that look alike where there are too many. */
function leavesOf(features: readonly number[], profile: (index: number) => number[]): Branch[] {
  for (let step = 0; ; step = Math.max(FINEST, 2 * step)) {
    const alike = new Map<string, number[]>();
    for (const index of features) {
      const key = profile(index)
        .map((r2) => (step === 0 ? r2 : Math.round(r2 / step)))
        .join();
      const group = alike.get(key);
      if (group) group.push(index);
      else alike.set(key, [index]);
    }
    if (alike.size <= MOST) return [...alike.values()].map((members) => branch(members, members.map(profile)));
  }
}

function branch(members: readonly number[], profiles: readonly (readonly number[])[]): Branch {
  const sources = profiles[0]?.length ?? 0;
  const centre = Array.from({ length: sources }, (_, s) => mean(profiles.map((profile) => profile[s])));
  return { members, centre, spread: mean(profiles.map((profile) => squaredDistance(profile, centre))) };
}

/**
 * Joins by chains of nearest neighbours (Murtagh 1983): the same tree as joining the closest pair each time, without a table
 * of all distances. The mean squared distance between two branches is that of their centres plus both spreads.
 */
function linkageOrder(leaves: readonly Branch[]): readonly number[] {
  const branches = new Set(leaves);
  const chain: Branch[] = [];
  while (branches.size > 1) {
    if (chain.length === 0) chain.push(...[...branches].slice(0, 1));
    const last = chain[chain.length - 1];
    const before = chain.at(-2);
    // Of equally near ones the one that the chain came from: it must come to an end.
    let [nearest, least] = [before, before ? distance(last, before) : Number.POSITIVE_INFINITY];
    for (const other of branches) {
      if (other === last) continue;
      const away = distance(last, other);
      if (away < least) [nearest, least] = [other, away];
    }
    if (nearest === undefined) break;
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    branches.delete(last);
    branches.delete(nearest);
    branches.add(join(last, nearest));
  }
  return [...branches].flatMap(({ members }) => members);
}

function distance(a: Branch, b: Branch): number {
  return squaredDistance(a.centre, b.centre) + a.spread + b.spread;
}

function join(a: Branch, b: Branch): Branch {
  const [better, other] = mean(a.centre) >= mean(b.centre) ? [a, b] : [b, a];
  const n = a.members.length + b.members.length;
  const [p, q] = [a.members.length / n, b.members.length / n];
  return {
    members: [...better.members, ...other.members],
    centre: a.centre.map((value, s) => p * value + q * b.centre[s]),
    spread: p * a.spread + q * b.spread + p * q * squaredDistance(a.centre, b.centre),
  };
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}
