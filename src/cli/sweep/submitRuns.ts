import { join, relative } from 'node:path';
import { list, plural } from '../../report/words.ts';
import type { SlurmSettings } from '../../run/sweepFile.ts';
import type { SweepRow } from '../../run/sweepRow.ts';
import type { PlannedSweep } from '../../sweep/planSweep.ts';
import { type Submitted, submit } from '../../sweep/slurm/submit.ts';
import { todo } from '../../sweep/todo.ts';
import type { Call } from '../command.ts';
import { failedEarlier, timeUp } from './sweepWords.ts';

const USERS_INPUT = 2;

/**
 * Submits the missing runs of a sweep to Slurm, and says how to watch them.
 * @param rows how the runs stand, with what Slurm says of them
 * @throws UserError with Slurm's words where it takes none
 */
export async function submitRuns(
  { print, progress }: Call,
  { folder }: PlannedSweep,
  settings: SlurmSettings,
  rows: readonly SweepRow[],
  retry: boolean,
): Promise<Submitted> {
  const submitted = await submit({
    ...{ folder, settings, runs: todo(rows, retry) },
    program: join(__dirname, 'crossmodal.cjs'),
  });
  const { jobs, left, refusal } = submitted;
  if (jobs.length === 0) print('Nothing to submit.');
  else {
    const runs = jobs.reduce((sum, job) => sum + job.runs, 0);
    print(
      `Submitted ${plural(runs, 'run')} to Slurm as job ${list(jobs.map(({ job }) => job))}, up to ${settings.atOnce} at the same time.`,
    );
    print(
      'Watch it with --status, in VS Code by opening sweep.crossmodal, or with squeue. --stop cancels it; the same command submits again what was lost.',
    );
  }
  if (refusal !== null) {
    process.exitCode = USERS_INPUT;
    progress(
      `crossmodal: Slurm took no more, and ${plural(left.length, 'run')} wait to be submitted by the same command: ${refusal}`,
    );
  }
  const timeouts = retry ? 0 : rows.filter(({ state }) => state === 'timeout').length;
  if (timeouts > 0) progress(timeUp(timeouts));
  const failed = retry ? 0 : rows.filter(({ state }) => state === 'failed').length;
  if (failed > 0) {
    process.exitCode = USERS_INPUT;
    progress(failedEarlier(failed));
  }
  print(relative(process.cwd(), folder) || '.');
  return submitted;
}
