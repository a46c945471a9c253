import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { processors } from '../../engine/processors.ts';
import { plural } from '../../report/words.ts';
import type { Sweep } from '../../run/sweepFile.ts';
import type { SweepForecast } from '../../run/sweepForecast.ts';
import type { LocalSweepResult } from '../../sweep/local/localSweep.ts';
import { runLocally } from '../../sweep/local/runLocally.ts';
import type { PlannedSweep } from '../../sweep/planSweep.ts';
import { readRows } from '../../sweep/readRows.ts';
import { rowsInQueue } from '../../sweep/slurm/rowsInQueue.ts';
import { todo } from '../../sweep/todo.ts';
import type { Call } from '../command.ts';
import { INTERRUPTED, untilInterrupted } from '../untilInterrupted.ts';
import { LiveSweep } from './liveSweep.ts';
import { AGAIN, failedEarlier, runTitles, timeUp } from './sweepWords.ts';

const OUR_FAULT = 1;
const USERS_INPUT = 2;

/** Failed runs that end a sweep whose file says nothing of them: what so many have in common, others will have too. */
const MOST_FAILURES = 10;

/** Makes the missing runs of a sweep on this machine; sets the exit code where they were not all made. */
export async function makeRuns(
  call: Call,
  { folder, plan }: PlannedSweep,
  executor: Extract<Sweep['executor'], { name: 'local' }>,
  forecast: SweepForecast,
  retry: boolean,
): Promise<LocalSweepResult> {
  const { failures = MOST_FAILURES, minutes } = plan.sweep.limits;
  const titles = runTitles(plan);
  const missing = forecast.runs - forecast.ended - forecast.failed - forecast.timeouts - forecast.busy;
  const live = new LiveSweep(call, missing, forecast.seconds, (run) => titles.get(run) ?? run);
  try {
    const { result } = await untilInterrupted((signal) => {
      signal.addEventListener('abort', () => live.stopping());
      return runLocally({
        ...{ folder, failures, minutes, signal },
        runs: async () => todo(await rowsInQueue(folder, plan), retry),
        others: async () =>
          (await readRows(folder, plan)).flatMap(({ name, state, job }) =>
            state === 'running' && job === null ? name : [],
          ),
        jobs: executor.jobs ?? processors(),
        trainer: trainerProgram(),
        hear: (event) => live.hear(event),
      });
    });
    live.end();
    if (result.stopped > 0 && result.ended !== 'stopped') {
      process.exitCode = INTERRUPTED;
      call.progress(stoppedWords(result.stopped));
    }
    const timeouts = result.timeouts + forecast.timeouts;
    if (timeouts > 0) {
      process.exitCode = INTERRUPTED;
      call.progress(timeUp(timeouts));
    }
    if (result.failed.length > 0) {
      process.exitCode = result.failed.every(({ user }) => user) ? USERS_INPUT : OUR_FAULT;
      call.progress(failedWords(result, titles));
    } else if (forecast.failed > 0) {
      process.exitCode = USERS_INPUT;
      call.progress(failedEarlier(forecast.failed));
    }
    if (result.ended === 'stopped') {
      process.exitCode = INTERRUPTED;
      call.progress('Stopped. The same command goes on where it stopped.');
    }
    return result;
  } finally {
    live.end();
  }
}

/** Of runs that somebody stopped one by one. */
function stoppedWords(count: number): string {
  const [were, their, them] = count === 1 ? ['was', 'its', 'it'] : ['were', 'their', 'them'];
  return `${plural(count, 'run')} ${were} stopped before ${their} end. The same command goes on with ${them}.`;
}

function failedWords({ failed, ended }: LocalSweepResult, titles: ReadonlyMap<string, string>): string {
  const early = ended === 'too many failures' ? ', and no more were begun (limits.failures)' : '';
  return [
    `crossmodal: ${plural(failed.length, 'run')} failed${early}:`,
    ...failed.map(({ run, message }) => `  ${titles.get(run) ?? run} (${run}): ${message}`),
    AGAIN,
  ].join('\n');
}

/** It lies beside the command line in dist/, and in dist/ from the sources. */
function trainerProgram(): string {
  const [beside, built] = ['trainer.cjs', '../../../dist/trainer.cjs'].map((name) => join(__dirname, name));
  return existsSync(beside) ? beside : built;
}
