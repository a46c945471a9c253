import { type Comparison, type ComparisonRow, compareRuns } from '../report/comparison.ts';
import { meanAndSpread, type SeedSummary, seedGroups } from '../report/seedSummary.ts';
import { formatInterval, formatScore } from '../report/words.ts';
import type { RunFile } from '../run/runFile.ts';
import { formatR2 } from './runSummary.ts';

const GROUPS: readonly { group: ComparisonRow['group']; title: string; note: string }[] = [
  { group: 'setting', title: 'Settings that differ', note: '' },
  {
    group: 'median R²',
    title: 'Median held-out R²',
    note:
      '1 is perfect, 0 is no better than the mean of the training samples, below 0 is worse than it. ' +
      '`all` stands for every other table. Bold: the best of the row.',
  },
  {
    group: 'AUC',
    title: 'Label: area under the ROC curve, by latent block',
    note: '1 tells the classes apart, 0.5 is chance.',
  },
  { group: 'accuracy', title: 'Label: accuracy, by latent block', note: 'Share of held-out samples.' },
];

/** Runs side by side, as Markdown. */
export function comparisonPage(runs: readonly { readonly name: string; readonly run: RunFile }[]): string {
  const comparison = compareRuns(runs);
  const cautions = comparison.cautions.flatMap((caution) => ['', `> ⚠ ${caution}`]);
  return [
    `# ${runs.length} runs compared`,
    ...cautions,
    ...GROUPS.flatMap((group) => section(comparison, group)),
    ...seedGroups(runs).flatMap(seedSection),
    '',
  ].join('\n');
}

function section({ runs, rows }: Comparison, { group, title, note }: (typeof GROUPS)[number]): string[] {
  const own = rows.filter((row) => row.group === group);
  if (own.length === 0) return [];
  const cells = group === 'setting' ? settingCells : scoreCells;
  return [
    '',
    `## ${title}`,
    '',
    line(['', ...runs.map((name) => `\`${name}\``)]),
    line([':--', ...runs.map(() => (group === 'setting' ? ':--' : '--:'))]),
    ...own.map((row) => line([row.name, ...cells(row)])),
    ...(note === '' ? [] : ['', note]),
  ];
}

/** Runs that differ by seed only. */
function seedSection({ runs, scores }: SeedSummary): string[] {
  return [
    '',
    `## ${runs.length} seeds of the same settings`,
    '',
    line(['', '', 'median', 'range', 'mean ± sd']),
    line([':--', ':--', '--:', '--:', '--:']),
    ...scores.map((score) =>
      line([
        score.group,
        score.name,
        formatScore(score.median),
        formatInterval(score.min, score.max),
        meanAndSpread(score),
      ]),
    ),
    '',
    runs.map((name) => `\`${name}\``).join(', '),
  ];
}

function settingCells({ values }: ComparisonRow): string[] {
  return values.map((value) => String(value ?? '–'));
}

function scoreCells({ values }: ComparisonRow): string[] {
  const scores = values.map((value) => (typeof value === 'number' ? value : null));
  const texts = scores.map(formatR2);
  const best = formatR2(Math.max(...scores.map((value) => value ?? Number.NEGATIVE_INFINITY)));
  // Where all look the same there is no best.
  return new Set(texts).size === 1 ? texts : texts.map((text) => (text === best ? `**${text}**` : text));
}

/** A line break or a bar within a cell would break the table. */
function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}
