import { join } from 'node:path';
import { plural } from '../report/words.ts';
import { writeAtomically } from '../run/atomicFile.ts';
import { summaryCsv, tableCsv } from './csvTables.ts';
import type { Experiment, PlanRequest } from './experiment.ts';
import { figureSpec } from './figure.ts';
import { type RunOptions, runExperiment } from './runExperiment.ts';
import { Summary } from './summary.ts';
import { type Result, verdict } from './verdict.ts';

/** The files of a reproduced experiment, beside runs.jsonl. */
export const FILES = ['table.csv', 'summary.csv', 'figure.svg', 'figure.vl.json', 'verdict.md'] as const;

/**
 * Runs an experiment as far as the folder does not hold it yet, and writes tables, figure and verdict there; of an
 * interrupted one, what there is.
 * @throws UserError where data or folder do not allow it
 */
export async function reproduce(experiment: Experiment, request: PlanRequest, options: RunOptions): Promise<Result> {
  const plan = await experiment.plan(request);
  const outcome = await runExperiment(experiment, plan, options);
  const summary = new Summary(experiment, outcome.finished);
  // A smoke run bears out no claim and refutes none.
  const checks = experiment.checks(summary).map((check) => (request.quick ? { ...check, holds: null } : check));
  const result: Result = { experiment, plan, outcome, summary, checks, quick: request.quick };
  const write = (name: (typeof FILES)[number], text: string): Promise<void> =>
    writeAtomically(join(options.folder, name), text);
  await write('table.csv', tableCsv(experiment, outcome.finished, outcome.failed));
  await write('summary.csv', summaryCsv(experiment, summary));
  await write('verdict.md', verdict(result));
  if (summary.rows.length > 0) {
    const spec = figureSpec(experiment.figure, summary, {
      text: experiment.title,
      subtitle: request.quick
        ? 'A smoke run (--quick): not to be compared with anything'
        : subtitle(outcome.finished.length, plan.cells.length, summary),
    });
    // Vega is large: whoever draws nothing does not wait for it.
    const { drawFigure } = await import('./drawFigure.ts');
    await write('figure.vl.json', `${JSON.stringify(spec, null, 2)}\n`);
    await write('figure.svg', await drawFigure(spec));
  }
  return result;
}

function subtitle(finished: number, planned: number, summary: Summary): string {
  const seeds = Math.max(...summary.rows.map(({ runs }) => runs));
  const part = finished < planned ? ` (${finished} of ${planned} runs done)` : '';
  return `Held out; centre and 10 to 90 % over features and ${plural(seeds, 'seed')}${part}`;
}
