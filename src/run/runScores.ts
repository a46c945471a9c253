/** What is taken of a run's metrics. */
interface ScoredMetrics {
  readonly r2: readonly { readonly source: string; readonly target: string; readonly median: number | null }[];
  readonly classification: readonly { readonly block: string; readonly auc: number | null }[];
}

/** The score of a run in one number: see {@link medianR2}. */
export const OVERALL_R2 = 'r2';

/** "r2:rna:protein": the median over features of held-out R² from rna to protein. */
export function r2ScoreName(source: string, target: string): string {
  return `r2:${source}:${target}`;
}

/** "auc:shared" */
export function aucScoreName(block: string): string {
  return `auc:${block}`;
}

/** Scores by name: "r2", "r2:SOURCE:TARGET" for each direction between two modalities, "auc:BLOCK" for each latent block. */
export function runScores(metrics: ScoredMetrics | null): Readonly<Record<string, number | null>> {
  if (metrics === null) return {};
  return Object.fromEntries([
    [OVERALL_R2, medianR2(metrics)],
    ...crossModal(metrics).map(({ source, target, median }) => [r2ScoreName(source, target), median]),
    ...metrics.classification.map(({ block, auc }) => [aucScoreName(block), auc]),
  ]);
}

/** The middle of a run's cross-modal medians, one number for a list; null before the first evaluation. */
export function medianR2(metrics: Pick<ScoredMetrics, 'r2'> | null): number | null {
  const medians = (metrics ? crossModal(metrics) : [])
    .flatMap(({ median }) => (median === null ? [] : [median]))
    .sort((a, b) => a - b);
  if (medians.length === 0) return null;
  const middle = medians.length >> 1;
  return medians.length % 2 === 1 ? medians[middle] : (medians[middle - 1] + medians[middle]) / 2;
}

/** Directions from one modality to another. */
function crossModal({ r2 }: Pick<ScoredMetrics, 'r2'>): ScoredMetrics['r2'] {
  return r2.filter(({ source, target }) => source !== 'all' && source !== target);
}
