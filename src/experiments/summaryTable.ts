import { formatInterval, formatScore } from '../report/words.ts';
import type { Experiment } from './experiment.ts';
import type { Summary, SummaryRow } from './summary.ts';

/**
 * The summary for people: a row for each setting, a column for each measure ("0.66 [0.39 to 0.80]": centre and 10 to 90 %
 * over features and seeds), the published numbers beside. The first row holds the headers.
 */
export function summaryTable(
  { settings, measures }: Pick<Experiment, 'settings' | 'measures'>,
  summary: Summary,
): string[][] {
  const rows = new Map<string, SummaryRow[]>();
  for (const row of summary.rows) {
    const key = JSON.stringify(row.settings);
    rows.set(key, [...(rows.get(key) ?? []), row]);
  }
  const columns = measures.flatMap(({ name, title }) => {
    const of = summary.rows.filter(({ measure }) => measure === name);
    const published = (by: 'authors' | 'paper') => of.some((row) => row.published.some((number) => number.by === by));
    return [
      { title, cell: (row: SummaryRow | undefined) => ours(row), measure: name },
      ...(published('authors')
        ? [{ title: "authors' code", cell: (row: SummaryRow | undefined) => theirs(row, 'authors'), measure: name }]
        : []),
      ...(published('paper')
        ? [{ title: 'paper', cell: (row: SummaryRow | undefined) => theirs(row, 'paper'), measure: name }]
        : []),
    ];
  });
  return [
    [...Object.values(settings), ...columns.map(({ title }) => title)],
    ...[...rows.values()].map((group) => [
      ...Object.keys(settings).map((name) => String(group[0].settings[name])),
      ...columns.map(({ measure, cell }) => cell(group.find((row) => row.measure === measure))),
    ]),
  ];
}

function ours(row: SummaryRow | undefined): string {
  return row ? withInterval(row.value, row.values > 1 ? row : {}) : '–';
}

function theirs(row: SummaryRow | undefined, by: 'authors' | 'paper'): string {
  const number = row?.published.find((published) => published.by === by);
  return number ? withInterval(number.value, number) : '–';
}

function withInterval(value: number, { low, high }: { readonly low?: number; readonly high?: number }): string {
  const interval = low === undefined || high === undefined ? '' : ` [${formatInterval(low, high)}]`;
  return `${formatScore(value)}${interval}`;
}
