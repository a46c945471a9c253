import type { RunFile } from '../run/runFile.ts';
import { formatR2 } from './runSummary.ts';

export interface ComparedRun {
  readonly name: string;
  readonly run: RunFile;
}

/** Runs side by side as Markdown: what differs in their settings first, then every score, best in bold. */
export function comparison(runs: readonly ComparedRun[]): string {
  const header = ['', ...runs.map(({ name }) => `\`${name}\``)];
  return [
    `# ${runs.length} runs`,
    '',
    '## Settings that differ',
    '',
    ...table(header, differingSettings(runs), 'left'),
    '',
    '## Median held-out R², source → target',
    '',
    ...table(header, r2Rows(runs), 'right'),
    '',
    'Higher is better; 1 is perfect, 0 is no better than the mean of the training samples, below 0 is worse than it. ' +
      '`all` stands for every other table. Bold: the best of the row.',
    '',
    '## Label, area under the ROC curve',
    '',
    ...table(header, aucRows(runs), 'right'),
    '',
  ].join('\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[], align: 'left' | 'right'): string[] {
  if (rows.length === 0) return ['None.'];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, i) => (i > 0 && align === 'right' ? '--:' : ':--'))), ...rows.map(line)];
}

function differingSettings(runs: readonly ComparedRun[]): string[][] {
  const settings = runs.map(({ run }) => {
    const { modalities, ...rest } = run.study;
    const flat = new Map(flatten(rest, ''));
    flat.set('tables', modalities.map(({ name }) => name).join(', '));
    flat.set('engine used', `${run.engine.name}, ${run.engine.version}`);
    flat.set('status', run.status);
    flat.set('seconds', run.seconds.toFixed(1));
    return flat;
  });
  const keys = [...new Set(settings.flatMap((flat) => [...flat.keys()]))];
  return keys
    .map((key) => [key, ...settings.map((flat) => flat.get(key) ?? '–')])
    .filter(([, first, ...others]) => others.some((value) => value !== first));
}

function flatten(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`));
}

function r2Rows(runs: readonly ComparedRun[]): string[][] {
  const scores = runs.map(({ run }) =>
    (run.metrics?.r2 ?? [])
      .filter(({ source, target }) => source !== target)
      .map(({ source, target, median }): Score => ({ row: `${source} → ${target}`, value: median })),
  );
  return scoreRows(scores);
}

function aucRows(runs: readonly ComparedRun[]): string[][] {
  return scoreRows(
    runs.map(({ run }) =>
      (run.metrics?.classification ?? []).map(({ block, auc }): Score => ({ row: block, value: auc })),
    ),
  );
}

interface Score {
  readonly row: string;
  readonly value: number | null;
}

function scoreRows(scores: readonly (readonly Score[])[]): string[][] {
  const names = [...new Set(scores.flatMap((list) => list.map(({ row }) => row)))];
  return names.map((name) => {
    const values = scores.map((list) => list.find(({ row }) => row === name)?.value ?? null);
    const best = Math.max(...values.map((value) => value ?? Number.NEGATIVE_INFINITY));
    return [name, ...values.map((value) => (value === best ? `**${formatR2(value)}**` : formatR2(value)))];
  });
}
