import { join } from 'node:path';
import { type Holder, holderInWords, holderOf } from '../run/folderLock.ts';
import type { KnownFinal, KnownSweep } from '../run/knownFinal.ts';
import { stopRequested } from '../run/stopRequest.ts';
import { SWEEP_FILES } from '../run/sweepFolder.ts';
import type { SweepActivity } from '../run/sweepMessages.ts';
import type { SweepPlan } from '../run/sweepPlan.ts';
import type { SweepRow } from '../run/sweepRow.ts';

/** Who makes runs of a sweep on its own machine, and whether somebody asked them to stop. */
interface SweepMaker {
  readonly holder: Holder | null;
  readonly stopping: boolean;
}

/** Asks the folder of a sweep who makes its runs. */
async function sweepMaker(folder: string): Promise<SweepMaker> {
  const [holder, stopping] = await Promise.all([holderOf(folder), stopRequested(folder)]);
  return { holder, stopping };
}

/** Who makes runs at the moment, in words. */
function sweepActivity(plan: SweepPlan, rows: readonly SweepRow[], { holder, stopping }: SweepMaker): SweepActivity {
  const executor = plan.sweep.executor.name;
  const running = rows.filter(({ state }) => state === 'running').length;
  const queued = rows.filter(({ state }) => state === 'queued').length;
  if (holder) {
    const state = stopping ? 'stopping' : 'working';
    const doing = stopping ? 'stopping: trainings save what they have learnt' : sideBySide(running);
    return { executor, state, text: `${doing} (${holderInWords(holder)})` };
  }
  const jobs = [...new Set(rows.filter(({ state }) => state === 'queued' || state === 'running').flatMap(jobOf))];
  if (jobs.length > 0) {
    return { executor, state: 'working', text: `${jobs.join(', ')}: ${running} running, ${queued} in the queue` };
  }
  if (running > 0) return { executor, state: 'working', text: sideBySide(running) };
  return { executor, state: 'idle', text: 'nothing is being trained' };
}

/** The same of a sweep with what is done to score its choice, which makes runs in a folder of its own. */
export async function activityOf(
  folder: string,
  { plan, rows }: KnownSweep,
  final: KnownFinal | null,
): Promise<SweepActivity> {
  const own = sweepActivity(plan, rows, await sweepMaker(folder));
  if (own.state !== 'idle' || final === null) return own;
  const scoring = sweepActivity(final.plan, final.rows, await sweepMaker(join(folder, SWEEP_FILES.final)));
  return scoring.state === 'idle' ? own : { ...scoring, text: `scoring the choice: ${scoring.text}` };
}

function sideBySide(running: number): string {
  if (running === 0) return 'starting';
  return running === 1 ? '1 training' : `${running} trainings side by side`;
}

/** "job 12" of "slurm 12_3" */
function jobOf({ job }: SweepRow): string[] {
  const number = job?.match(/\d+/);
  return number ? [`job ${number[0]}`] : [];
}
