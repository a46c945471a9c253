import { formatCsv } from '../run/csv.ts';
import { aucScoreName, OVERALL_R2 } from '../run/runScores.ts';
import type { SettingValue } from '../run/sweepFile.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import { type SweepRow, waitingRow } from '../run/sweepRow.ts';

/**
 * sweep.csv: one row a run in the order of the plan, with its state, its value of every setting that the sweep names, the
 * weights of its model, its engine and its scores. Scores are those of finished runs, with an empty cell where there is none.
 * It holds no times and no names of machines: the same runs give the same bytes, whoever made them and wherever. The engine
 * is there because results differ in their last digits between engines.
 */
export function sweepTable({ axes, runs }: SweepPlan, rows: readonly SweepRow[]): string {
  const known = new Map(rows.map((row) => [row.name, row]));
  const inOrder = runs.map(({ name }) => known.get(name) ?? waitingRow(name));
  const scores = scoreNames(inOrder);
  const header = ['run', 'state', ...axes.map(({ path }) => path), 'parameters', 'engine', ...scores];
  const lines = runs.map(({ name, at }, i) => {
    const { state, parameters, engine, scores: own } = inOrder[i];
    return [
      name,
      state,
      ...axes.map(({ values }, a) => cellOf(values[at[a]])),
      parameters ?? Number.NaN,
      engine?.name ?? '',
      ...scores.map((score) => (state === 'finished' ? (own[score] ?? Number.NaN) : Number.NaN)),
    ];
  });
  return formatCsv(header, lines);
}

/** Of all finished runs: the overall score, then each direction, then each latent block, as the first run that has it. */
function scoreNames(rows: readonly SweepRow[]): string[] {
  const names = rows.flatMap(({ state, scores }) => (state === 'finished' ? Object.keys(scores) : []));
  const isArea = (name: string): boolean => name.startsWith(aucScoreName(''));
  const place = (name: string): number => (name === OVERALL_R2 ? 0 : isArea(name) ? 2 : 1);
  return [...new Set(names)].sort((a, b) => place(a) - place(b));
}

/** A setting as the sweep file writes it, words without quotation marks; empty where the run leaves it out. */
function cellOf(value: SettingValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
