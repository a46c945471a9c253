import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../run/makeFolder.ts';
import type { Study } from '../run/study.ts';
import type { Cell, Experiment, Plan, Settings } from './experiment.ts';
import { appendRun, type FinishedRun, keyOf, readRuns } from './journal.ts';
import { runCell } from './runCell.ts';

/** A run that came to nothing, and why. */
export interface FailedRun {
  readonly settings: Settings;
  readonly error: string;
}

export interface Outcome {
  /** in the order of the plan, those of earlier calls included */
  readonly finished: readonly FinishedRun[];
  readonly failed: readonly FailedRun[];
  /** taken over from earlier calls */
  readonly kept: number;
  readonly interrupted: boolean;
}

export interface Progress {
  readonly done: number;
  readonly runs: number;
  readonly settings: Settings;
  /** null: it failed, and `error` says why */
  readonly run: FinishedRun | null;
  readonly error: string | null;
  /** null until one run of this call is over */
  readonly secondsLeft: number | null;
}

export interface RunOptions {
  readonly folder: string;
  readonly engine: Study['engine'];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Makes the runs of a plan that the folder does not hold yet, one after the other. A run that fails is reported and the
 * next one made; after an interruption everything finished is kept.
 */
export async function runExperiment(
  experiment: Pick<Experiment, 'score' | 'measures'>,
  plan: Plan,
  { folder, engine, signal, onProgress }: RunOptions,
): Promise<Outcome> {
  await makeFolder(folder, 'Name another one with --out.');
  const known = await readRuns(folder);
  const whole = (run: FinishedRun | undefined): boolean =>
    run !== undefined && experiment.measures.every(({ name }) => run.scores[name]);
  const todo = plan.cells.filter((cell) => !whole(known.get(keyOf(cell))));
  const failed: FailedRun[] = [];
  const scratch = await mkdtemp(join(tmpdir(), `crossmodal-reproduce-${process.pid}-`));
  const place = { tables: join(scratch, 'tables'), run: join(scratch, 'run'), engine, signal };
  const started = performance.now();
  let written = '';
  try {
    for (const [i, cell] of todo.entries()) {
      if (signal.aborted) break;
      let run: FinishedRun | null = null;
      let error: string | null = null;
      try {
        if (written !== cell.tables.key) {
          written = '';
          await rm(place.tables, { recursive: true, force: true });
          await mkdir(place.tables);
          await cell.tables.write(place.tables);
          written = cell.tables.key;
        }
        run = await runCell(cell, experiment.score, place);
      } catch (problem) {
        error = problem instanceof Error ? problem.message : String(problem);
        failed.push({ settings: cell.settings, error });
      }
      if (run) {
        known.set(run.key, run);
        await appendRun(folder, run);
      } else if (error === null) break;
      const secondsLeft = ((performance.now() - started) / 1000 / (i + 1)) * (todo.length - i - 1);
      const done = plan.cells.length - todo.length + i + 1;
      onProgress({ done, runs: plan.cells.length, settings: cell.settings, run, error, secondsLeft });
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const finished = plan.cells.flatMap((cell: Cell) => {
    const run = known.get(keyOf(cell));
    return run && whole(run) ? [run] : [];
  });
  return { finished, failed, kept: plan.cells.length - todo.length, interrupted: signal.aborted };
}
