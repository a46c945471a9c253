import type { ColumnStatistics } from '../columnStatistics.ts';
import type { Matrix } from '../matrix.ts';
import { counted, type Finding, few, type InspectedTable, warning } from './finding.ts';

/** Of a variance, relative to it. */
const ROUNDING = 1e-4;

/** Features in which one sample alone differs: it cannot be learned from and held out at once. */
export function singleFindings({ name, table, statistics, summary, settings }: InspectedTable): Finding[] {
  const { features, matrix } = table;
  const single = whereOneDiffers(matrix, statistics).map((k) => features[k]);
  if (single.length === 0) return [];
  const others = features.length - single.length - summary.constant.length;
  // Of zeros and ones without gaps, the features in which one sample differs are those of least variance.
  const least = summary.scale === 'binary' && summary.missingCells === 0 && others > 0;
  if (least && settings.topVariance !== undefined && settings.topVariance <= others) return [];
  const [differ, they] = single.length === 1 ? ['differs', 'it gets'] : ['differ', 'they get'];
  return [
    warning(
      `${counted(single.length, 'feature')} of ${name} ${differ} in one sample only: ${few(single)}.`,
      `That sample cannot be learned from and held out at once, so ${they} no R². Leave such features out, or add samples.`,
      least ? [{ edit: 'setModality', modality: name, set: { topVariance: others } }] : [],
    ),
  ];
}

/** Columns in which all values are the same but one; of three or more, the missing ones aside. */
function whereOneDiffers(matrix: Matrix, { missing, mean, variance, low, high }: ColumnStatistics): number[] {
  const known = missing.map((count) => matrix.rows - count);
  const likely = known.map((n, k) => {
    // Of n values, n − 1 of them alike: the variance of a coin that shows its rarer side once.
    const wanted = ((high[k] - low[k]) / n) ** 2 * (n - 1);
    return Number(n > 2 && variance[k] > 0 && Math.abs(variance[k] - wanted) <= ROUNDING * wanted);
  });
  if (!likely.includes(1)) return [];
  // The one that differs lies farther from the mean than the others.
  const common = mean.map((value, k) => (high[k] - value > value - low[k] ? low[k] : high[k]));
  const others = common.map((value, k) => (value === 0 ? 0 : known[k]));
  const { values, columns } = matrix;
  const indices = matrix.layout === 'sparse' ? matrix.indices : null;
  for (let i = 0, next = 0; i < values.length; i++, next = next + 1 === columns ? 0 : next + 1) {
    const k = indices === null ? next : indices[i];
    if (likely[k] === 0 || Number.isNaN(values[i])) continue;
    if (common[k] === 0) others[k] += Number(values[i] !== 0);
    else others[k] -= Number(values[i] === common[k]);
  }
  return Array.from(others.keys()).filter((k) => likely[k] === 1 && others[k] === 1);
}
