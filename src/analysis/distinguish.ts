import { readRow } from '../data/matrix.ts';
import { benjaminiHochberg } from '../evaluation/benjaminiHochberg.ts';
import { studentTwoSided } from '../math/studentT.ts';
import type { Distinction } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import type { ShownTable } from './shownTable.ts';

/** Features that are told of; all are compared. */
const MOST_TOLD = 200;
/** A variance takes this many values. */
const FEWEST = 2;

/** How the values of some features differ between a group and the others: [features] each; NaN where that takes more values. */
interface Compared {
  readonly effect: Float64Array;
  readonly meanInside: Float64Array;
  readonly meanOutside: Float64Array;
  readonly p: Float64Array;
}

/**
 * What distinguishes a group of samples from all others. Effect: Cohen's d, the difference of the means over the pooled
 * standard deviation (divisor n₁ + n₂ − 2). Test: Welch's t, which lets the variances differ. Missing values are left out;
 * a feature with fewer than two values on either side, or without any variation, is not compared.
 * @param group [samples] 1 = in the group
 * @param tables one after another, so that not all of them need to be in memory
 * @throws UserError for fewer than two samples in the group or out of it
 */
export async function distinguish(group: Uint8Array, tables: AsyncIterable<ShownTable>): Promise<Distinction> {
  const inside = group.reduce((sum, member) => sum + member, 0);
  const outside = group.length - inside;
  requireGroup(inside, outside);
  const found: Omit<Distinction['features'][number], 'q'>[] = [];
  const p: number[] = [];
  for await (const table of tables) {
    const { modality, features } = table;
    const compared = compareFeatures(table, group);
    for (const [k, feature] of features.entries()) {
      if (Number.isNaN(compared.p[k])) continue;
      const [effect, meanInside, meanOutside] = [compared.effect[k], compared.meanInside[k], compared.meanOutside[k]];
      found.push({ modality, feature, effect, meanInside, meanOutside });
      p.push(compared.p[k]);
    }
  }
  const q = benjaminiHochberg(Float32Array.from(p));
  const features = found
    .map((one, i) => ({ ...one, q: q[i] }))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, MOST_TOLD);
  return { inside, outside, features, compared: found.length };
}

function requireGroup(inside: number, outside: number): void {
  if (inside < FEWEST) {
    const chosen = inside === 0 ? 'No sample is' : 'One sample alone is';
    throw new UserError(`${chosen} selected. Select at least two to compare them with the others.`);
  }
  if (outside < FEWEST) {
    const left = outside === 0 ? 'Every sample is' : 'All samples but one are';
    throw new UserError(`${left} selected. Leave at least two out to compare the selected ones with.`);
  }
}

/**
 * One pass over the stored cells: counts, sums and sums of squares on both sides, each feature less one of its values, so
 * that nothing is lost where the values lie far from 0.
 */
function compareFeatures({ matrix, observed }: ShownTable, group: Uint8Array): Compared {
  const { columns: features, values } = matrix;
  const first = new Float32Array(features);
  if (observed.includes(1)) readRow(matrix, observed.indexOf(1), first);
  const origin = Float64Array.from(first);
  const side = () => [0, 1, 2, 3].map(() => new Float64Array(features));
  const sides = [side(), side()];
  const samples = [0, 0];
  for (let row = 0; row < group.length; row++) {
    if (observed[row] === 0) continue;
    samples[group[row]]++;
    const [stored, count, sum, squares] = sides[group[row]];
    const dense = matrix.layout === 'dense';
    const [from, to] = dense ? [row * features, (row + 1) * features] : [matrix.starts[row], matrix.starts[row + 1]];
    for (let i = from; i < to; i++) {
      const k = dense ? i - from : matrix.indices[i];
      const value = values[i];
      stored[k]++;
      if (Number.isNaN(value)) continue;
      if (Number.isNaN(origin[k])) origin[k] = value;
      const distance = value - origin[k];
      count[k]++;
      sum[k] += distance;
      squares[k] += distance * distance;
    }
  }
  for (let k = 0; k < features; k++) if (Number.isNaN(origin[k])) origin[k] = 0;
  // Zeros that are not stored.
  sides.forEach(([stored, count, sum, squares], s) => {
    for (let k = 0; k < features; k++) {
      const zeros = samples[s] - stored[k];
      if (zeros === 0) continue;
      count[k] += zeros;
      sum[k] -= zeros * origin[k];
      squares[k] += zeros * origin[k] ** 2;
    }
  });
  const [[, countOut, sumOut, squaresOut], [, countIn, sumIn, squaresIn]] = sides;
  const nothing = () => new Float64Array(features).fill(Number.NaN);
  const compared = { effect: nothing(), meanInside: nothing(), meanOutside: nothing(), p: nothing() };
  for (let k = 0; k < features; k++) {
    const [n1, n2] = [countIn[k], countOut[k]];
    if (n1 < FEWEST || n2 < FEWEST) continue;
    const [mean1, mean2] = [sumIn[k] / n1, sumOut[k] / n2];
    const within1 = Math.max(0, squaresIn[k] - n1 * mean1 * mean1);
    const within2 = Math.max(0, squaresOut[k] - n2 * mean2 * mean2);
    const pooled = Math.sqrt((within1 + within2) / (n1 + n2 - 2));
    if (!(pooled > 0)) continue;
    // The squared standard errors of the two means.
    const [error1, error2] = [within1 / (n1 - 1) / n1, within2 / (n2 - 1) / n2];
    const t = (mean1 - mean2) / Math.sqrt(error1 + error2);
    const freedom = (error1 + error2) ** 2 / (error1 ** 2 / (n1 - 1) + error2 ** 2 / (n2 - 1));
    compared.effect[k] = (mean1 - mean2) / pooled;
    compared.meanInside[k] = origin[k] + mean1;
    compared.meanOutside[k] = origin[k] + mean2;
    compared.p[k] = studentTwoSided(t, freedom);
  }
  return compared;
}
