import type { RunData } from '../run/runData.ts';

/** Held-out R² from one modality to another (or to itself), over the features whose names begin with `prefix`. */
export function r2Of({ r2 }: RunData, source: string, target: string, prefix = ''): number[] {
  const of = r2?.targets.find(({ name }) => name === target);
  const scores =
    source === target ? of?.self : r2?.pairs.find((pair) => pair.source === source && pair.target === target)?.r2;
  if (!of || !scores) return [];
  return Array.from(scores).filter((_, d) => of.features[d].startsWith(prefix));
}

/** AUC of the label from one latent block, "all" for every block together; none without it. */
export function aucOf({ run }: RunData, block: string): number[] {
  const auc = run.metrics?.classification.find((entry) => entry.block === block)?.auc;
  return auc == null ? [] : [auc];
}

/** Error of a prediction with this R², in standard deviations of the feature over held-out samples: √(1 − R²). */
export function rootMeanSquaredError(r2: readonly number[]): number[] {
  return r2.map((value) => Math.sqrt(1 - value));
}
