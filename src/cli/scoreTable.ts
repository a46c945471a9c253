import { formatScore } from '../report/words.ts';
import type { RunFile } from '../run/runFile.ts';
import { textTable } from './textTable.ts';

const HEADER = ['source → target', 'median', 'quartiles', 'R² > 0', 'predictable', 'ridge', 'self', 'samples'];
const GLOSS = [
  'predictable: R² above 0 and beyond chance, with 5 % false discoveries',
  'ridge: median R² of ridge regression; self: median R² of the target from itself',
];

const NOT_SCORED = '0 of 0: each feature has one value only among the samples learned from, or among those held out';

/** R² summaries and the AUC line of a run, for a terminal of 100 columns. */
export function scoreTable(run: RunFile): string {
  if (!run.metrics) return 'There are no held-out scores: the run ended before the first evaluation.';
  const two = run.modalities.length === 2;
  const between = run.metrics.r2.filter(({ source, target }) => source !== target && !(two && source === 'all'));
  const rows = between.map((entry) => {
    const self = run.metrics?.r2.find(({ source, target }) => source === target && target === entry.target);
    return [
      `${entry.source} → ${entry.target}`,
      formatScore(entry.median),
      `${formatScore(entry.q25)} … ${formatScore(entry.q75)}`,
      `${entry.positive} of ${entry.features}`,
      String(entry.predictable ?? '–'),
      formatScore(entry.baselineMedian),
      formatScore(self?.median ?? null),
      String(entry.samples),
    ];
  });
  const held = run.split.folds === null ? 'held-out samples' : `${run.split.folds}-fold, every sample held out once`;
  const lines = [
    `Cross-modal R² per feature (${held})`,
    ...textTable(
      [HEADER, ...rows],
      HEADER.map((_, k) => (k === 0 ? 'left' : 'right')),
    ),
    ...GLOSS,
    ...(between.some(({ features }) => features === 0) ? [NOT_SCORED] : []),
  ];
  const auc = classificationLine(run);
  return [...lines, ...(auc ? ['', auc] : [])].join('\n');
}

/** "AUC of C1A.C1B: shared 0.94, private_rnaseq 0.61, …", or null without a label. */
function classificationLine(run: RunFile): string | null {
  if (!run.labels || !run.metrics || run.metrics.classification.length === 0) return null;
  const blocks = run.metrics.classification.map(
    ({ block, auc, accuracy }) => `${block} ${formatScore(auc)} (${percent(accuracy)})`,
  );
  return `AUC of ${run.labels.column} (accuracy): ${blocks.join(', ')}`;
}

function percent(value: number | null): string {
  return value === null ? '–' : `${Math.round(100 * value)} %`;
}
