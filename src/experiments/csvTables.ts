import { quantile } from '../math/statistics.ts';
import { formatCsv } from '../run/csv.ts';
import type { Experiment } from './experiment.ts';
import type { FinishedRun } from './journal.ts';
import type { FailedRun } from './runExperiment.ts';
import type { Summary } from './summary.ts';

type Columns = Pick<Experiment, 'settings' | 'measures'>;

/** table.csv: a row a run; of measures that have a value a feature, the median. */
export function tableCsv(
  { settings, measures }: Columns,
  finished: readonly FinishedRun[],
  failed: readonly FailedRun[],
): string {
  const names = [...Object.keys(settings), 'seed'];
  const header = [...names, ...measures.map(({ name }) => name), 'seconds', 'engine', 'crossmodal', 'error'];
  return formatCsv(header, [
    ...finished.map((run) => [
      ...names.map((name) => run.settings[name]),
      ...measures.map(({ name }) => quantile(run.scores[name] ?? [], 0.5)),
      run.seconds,
      run.engine,
      run.crossmodal,
      '',
    ]),
    ...failed.map(({ settings: of, error }) => [
      ...names.map((name) => of[name]),
      ...measures.map(() => ''),
      '',
      '',
      '',
      error,
    ]),
  ]);
}

/** summary.csv: a row for each setting and measure, over features and seeds, with the published numbers beside. */
export function summaryCsv({ settings, measures }: Columns, summary: Summary): string {
  const names = Object.keys(settings);
  const header = [
    ...names,
    'measure',
    'centre',
    'runs',
    'values',
    'value',
    'q10',
    'q90',
    'paper',
    'authors_code',
    'authors_code_q10',
    'authors_code_q90',
  ];
  return formatCsv(
    header,
    summary.rows.map((row) => {
      const paper = row.published.find(({ by }) => by === 'paper');
      const authors = row.published.find(({ by }) => by === 'authors');
      return [
        ...names.map((name) => row.settings[name]),
        row.measure,
        measures.find(({ name }) => name === row.measure)?.centre ?? '',
        row.runs,
        row.values,
        row.value,
        row.low,
        row.high,
        paper?.value ?? Number.NaN,
        authors?.value ?? Number.NaN,
        authors?.low ?? Number.NaN,
        authors?.high ?? Number.NaN,
      ];
    }),
  );
}
